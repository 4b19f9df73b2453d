"""The Early Years Foundation Stage Profile: every child once, whichever rows its layout repeats them in."""

from pathlib import Path

import pytest

from blmk_metrics import layouts
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
OLD = (
    "time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,gender,number_of_children,point_score,average_point_score,elg_number,elg_percent,gld_number,"
    "gld_percent,comm_lang_lit_number,comm_lang_lit_percent\n"
)
NEW = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,gender,characteristic,characteristic_type,children_number,gld_number,gld_percentage\n"
)
PERCENTAGES = NEW.replace("children_number,gld_number,", "")
REFERENCE = Reference(
    {
        **{"e06000055": "E06000055", "bedford": "E06000055", "e06000032": "E06000032", "luton": "E06000032"},
        **{"e92000001": "E92000001", "england": "E92000001"},
    }
)
PLACES = {
    "England": "National,E92000001,England, , , , , ",
    "East": "Regional,E92000001,England,E12000006,East of England, , , ",
    "Bedford": "Local Authority,E92000001,England,E12000006,East of England,822,E06000055,Bedford",
    "Luton": "Local Authority,E92000001,England,E12000006,East of England,821,E06000032,Luton",
    "Swindon": "Local Authority,E92000001,England,E12000009,South West,866,E06000030,Swindon",
}


def old(place: str, sex: str, children: str, good: str, period: str = "201819") -> str:
    return f"Academic year,{period},{PLACES[place]},{sex},{children},1,34.6,1,70.7,{good},71.8,1,72.6\n"


def new(place: str, sex: str, first: str, second: str, figures: str, period: str = "202324") -> str:
    place = PLACES[place].replace("Local Authority", "Local authority")
    return f"{period},Academic year,{place},{sex},{first},{second},{figures}\n"


def read(tmp_path, header: str, *lines: str) -> layouts.Reading:
    path = tmp_path / "download.csv"
    path.write_text(header + "".join(lines))
    return layouts.read(path, REFERENCE)


def test_the_sexes_are_used_and_not_their_total_and_england_is_placed_by_its_country(tmp_path):
    reading = read(
        tmp_path,
        OLD,
        *(old("England", "Total", "600", "420"), old("England", "Girls", "290", "220")),
        *(old("England", "Boys", "310", "200"), old("Luton", "Total", "3220", "2202")),
        *(old("Luton", "Girls", "1600", "1200"), old("Luton", "Boys", "1620", "1002")),
        *(old("East", "Total", "9", "8"), old("Swindon", "Total", "9", "8")),
    )
    (part,) = reading.parts
    assert part.name == "early_years_profile"
    assert same(
        part.table.to_pylist(),
        """
        academic_year | area_code | sex | free_school_meals | children | good_level_of_development
        2018/19       | E92000001 | F   |                   | 290      | 220
        2018/19       | E92000001 | M   |                   | 310      | 200
        2018/19       | E06000032 | F   |                   | 1600     | 1200
        2018/19       | E06000032 | M   |                   | 1620     | 1002
        """,
    )
    assert reading.account.left_out == {
        "an area that the release does not know": 2,
        "children who are counted by sex or whole already": 2,
    }
    assert reading.account.strangers == {"E12000006 East of England": 1, "E06000030 Swindon": 1}


def test_one_area_without_both_sexes_makes_every_area_whole_so_that_groups_stay_alike(tmp_path):
    reading = read(
        tmp_path,
        OLD,
        *(old("Luton", "Girls", "1600", "1200"), old("Luton", "Boys", "1620", "1002")),
        *(old("Bedford", "Total", "2000", "1300"), old("Bedford", "Girls", "c", "c"), old("Bedford", "Boys", "z", "")),
    )
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        area_code | sex | children | good_level_of_development
        E06000032 |     | 3220     | 2202
        E06000055 |     | 2000     | 1300
        """,
    )
    assert reading.account.left_out == {"no count is given": 2}


def test_the_current_layout_counts_no_child_twice_by_free_school_meals_or_another_characteristic(tmp_path):
    reading = read(
        tmp_path,
        NEW,
        new("Luton", "Total", "Total", "Total", "3000,1860,62"),
        new("Luton", "Girls", "Total", "Total", "1500,1000,66.7"),
        new("Luton", "Boys", "Total", "Total", "1500,860,57.3"),
        new("Luton", "Total", "FSM status", "FSM", "600,300,50"),
        new("Luton", "Total", "FSM status", "Not FSM", "2400,1560,65"),
        new("Luton", "Girls", "FSM status", "FSM", "300,160,53.3"),
        new("Luton", "Total", "SEN provision", "EHC plan", "100,5,5"),
    )
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        academic_year | area_code | sex | free_school_meals | children | good_level_of_development
        2023/24       | E06000032 | F   |                   | 1500     | 1000
        2023/24       | E06000032 | M   |                   | 1500     | 860
        """,
    )
    assert reading.account.left_out == {
        "a group of children that is not carried": 2,
        "children who are counted by sex or whole already": 3,
    }


def test_a_sex_may_be_a_characteristic_and_a_total_alone_is_whole(tmp_path):
    by_sex = read(
        tmp_path,
        NEW,
        new("Luton", "Total", "Girls", "Gender", "1500,1000,66.7"),
        new("Luton", "Total", "Boys", "Gender", "1500,860,57.3"),
    )
    whole = read(tmp_path, NEW, new("Luton", "Total", "Total", "Total", "3000,1860,62"))
    assert [row["sex"] for row in by_sex.parts[0].table.to_pylist()] == ["F", "M"]
    assert same(whole.parts[0].table.to_pylist(), "sex | children\n | 3000")


def test_a_filter_that_is_not_known_is_taken_at_its_total(tmp_path):
    header = NEW.replace("characteristic_type", "characteristic_type,school_type")
    reading = read(
        tmp_path,
        header,
        new("Luton", "Total", "Total", "Total,Total", "3000,1860,62"),
        new("Luton", "Total", "Total", "Total,Academy", "1000,600,60"),
    )
    assert same(reading.parts[0].table.to_pylist(), "children\n3000")
    assert reading.account.left_out == {"a school_type that is not carried": 1}


def test_percentages_alone_are_published_estimates_with_the_reason_where_there_is_none(tmp_path):
    (part,) = read(
        tmp_path,
        PERCENTAGES,
        new("Bedford", "Total", "Total", "Total", "66.2"),
        new("Luton", "Total", "Total", "Total", "c"),
        new("Luton", "Girls", "Total", "Total", ".."),
        new("Luton", "Boys", "Total", "Total", ""),
        new("Luton", "Total", "FSM", "FSM eligibility", "52"),
        new("Luton", "Total", "All other pupils", "FSM eligibility", "64.5"),
        new("England", "Total", "Total", "Total", "67.7"),
    ).parts
    assert (part.name, part.series) == ("published_estimates", "school_readiness")
    assert same(
        [{**row, "category": row["category"] or None} for row in part.table.to_pylist()],
        """
        area_code | period  | category_type     | category     | value | note
        E06000055 | 2023/24 | all               |              | 66.2  |
        E06000032 | 2023/24 | all               |              |       | hidden by the publisher to protect people
        E06000032 | 2023/24 | sex               | Female       |       | not available
        E06000032 | 2023/24 | sex               | Male         |       | not published
        E06000032 | 2023/24 | free_school_meals | Eligible     | 52    |
        E06000032 | 2023/24 | free_school_meals | Not eligible | 64.5  |
        E92000001 | 2023/24 | all               |              | 67.7  |
        """,
    )


LUTON = old("Luton", "Total", "3220", "2202")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([old("Luton", "Total", "3220", "2202", "201899")], "line 2: time_period '201899' is no academic year"),
        ([LUTON, LUTON], "line 3: time_period '201819' stands twice"),
        ([LUTON, old("Bedford", "Total", "lots", "9")], "line 3: number_of_children 'lots' is no number"),
        ([old("Luton", "Total", "100", "101")], "line 2: gld_number '101' is more than the children"),
        ([old("Luton", "Total", "-1", "0")], "line 2: number_of_children '-1' is below 0"),
        ([old("Swindon", "Total", "9", "8")], "no area that the release knows"),
        ([old("Luton", "Unknown", "9", "8")], "no row of all children"),
        (
            [LUTON, old("Luton", "Girls", "1600", "1200"), old("Luton", "Boys", "1600", "1002")],
            "line 2: number_of_children '3220' or its good levels are not those of both sexes",
        ),
        ([LUTON.replace("Academic year", "Calendar year")], "no row of all children"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, OLD, *lines)


def test_a_percentage_beyond_a_hundred_is_refused(tmp_path):
    with pytest.raises(InputError, match="line 2: gld_percentage '101' is beyond 100"):
        read(tmp_path, PERCENTAGES, new("Luton", "Total", "Total", "Total", "101"))


def test_a_changed_header_is_no_known_kind(tmp_path):
    with pytest.raises(InputError, match="its header may have changed"):
        read(tmp_path, OLD.replace("new_la_code", "la_code"), LUTON)


@pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
def test_the_real_file_counts_lutons_children_once():
    (part,) = layouts.read(REAL / "dfe_ees_eyfsp_gld_2013_2019_selected_areas.csv", REFERENCE).parts
    luton = [
        row for row in part.table.to_pylist() if (row["area_code"], row["academic_year"]) == ("E06000032", "2018/19")
    ]
    assert [row["sex"] for row in luton] == ["F", "M"]
    assert sum(row["good_level_of_development"] for row in luton) == 2202
    assert sum(row["children"] for row in luton) == 3220
