"""The Local Authority Interactive Tool's long table: percentages of children with a good level of development."""

from pathlib import Path

import pytest

from blmk_metrics import layouts
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
HEADER = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
LATER = "FSP_NEW_GOODDEV,,2022,Luton,56.6,821.0,X\n"
AREAS = Reference(
    {
        **{"e06000055": "E06000055", "bedford": "E06000055", "bedford borough": "E06000055", "822": "E06000055"},
        **{"central bedfordshire": "E06000056", "luton": "E06000032", "milton keynes": "E06000042"},
        "england": "E92000001",
    }
)


def read(tmp_path, lines: str) -> layouts.Reading:
    path = tmp_path / "download.csv"
    path.write_text(HEADER + lines)
    return layouts.read(path, AREAS)


def test_a_year_is_the_school_year_that_ends_in_it_and_an_authority_is_known_by_name_or_number(tmp_path):
    reading = read(
        tmp_path,
        "FSP_NEW_GOODDEV,,2022,Bedford Borough,63.8,822.0,East of England\n"
        "FSP_NEW_GOODDEV,,2024,Bedford BC,66.2,822.0,East of England\n"
        "FSP_NEW_GOODDEV,,2024,Luton,62,821.0,East of England\n"
        "FSP_NEW_GOODDEV,,2024,England,67.7,970.0,NA\n",
    )
    (part,) = reading.parts
    assert (part.name, part.series) == ("published_estimates", "school_readiness")
    assert same(
        part.table.to_pylist(),
        """
        indicator_id     | area_code | period  | category_type | value | note
        school_readiness | E06000055 | 2021/22 | all           | 63.8  |
        school_readiness | E06000055 | 2023/24 | all           | 66.2  |
        school_readiness | E06000032 | 2023/24 | all           | 62    |
        school_readiness | E92000001 | 2023/24 | all           | 67.7  |
        """,
    )


def test_a_year_without_a_figure_is_missing_with_its_reason(tmp_path):
    (part,) = read(
        tmp_path, f"FSP_NEW_GOODDEV,,2020,Luton,-,821.0,X\nFSP_NEW_GOODDEV,,2021,Luton,,821.0,X\n{LATER}"
    ).parts
    assert same(
        part.table.to_pylist(),
        """
        period  | value | note
        2019/20 |       | not published
        2020/21 |       | not published
        2021/22 | 56.6  |
        """,
    )


def test_free_school_meals_are_groups_of_the_measure_and_other_items_are_left_out_and_counted(tmp_path):
    reading = read(
        tmp_path,
        "FSP_Gooddev_FSM,,2024,Luton,52,821.0,X\nFSP_Gooddev_FSM_Other,,2024,Luton,66,821.0,X\n"
        "FSP_NEW_ART,,2024,Luton,80,821.0,X\nFSP_NEW_GOODDEV,,2024,Barnet,70,302.0,X\n",
    )
    (part,) = reading.parts
    assert same(
        part.table.select(["category_type", "category", "value"]).to_pylist(),
        """
        category_type     | category     | value
        free_school_meals | Eligible     | 52
        free_school_meals | Not eligible | 66
        """,
    )
    assert reading.account.left_out == {"another item": 1, "an area that the release does not know": 1}
    assert reading.account.strangers == {"Barnet": 1}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("FSP_NEW_ART,,2024,Luton,80,821.0,X\n", "holds no item that a measure declares. It holds FSP_NEW_ART"),
        ("FSP_NEW_GOODDEV,,2024,Barnet,70,302.0,X\n", "no area that the release knows"),
        ("FSP_NEW_GOODDEV,,2024,Luton,many,821.0,X\n", "line 2: Values 'many' is no number"),
        ("FSP_NEW_GOODDEV,,2024,Luton,101,821.0,X\n", "line 2: Values '101' is beyond 100"),
        ("FSP_NEW_GOODDEV,,24,Luton,61,821.0,X\n", "line 2: Years '24' is no year"),
        (
            "FSP_NEW_GOODDEV,,2024,Luton,62,821.0,X\nFSP_NEW_GOODDEV,,2024,Luton,62,821.0,X\n",
            "line 3: Years '2024' stands twice",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, lines)


def test_a_changed_header_is_no_known_kind(tmp_path):
    path = tmp_path / "download.csv"
    path.write_text(HEADER.replace("Values", "Value") + "FSP_NEW_GOODDEV,,2024,Luton,62,821.0,X\n")
    with pytest.raises(InputError, match="its header may have changed"):
        layouts.read(path, AREAS)


@pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
@pytest.mark.parametrize("file", ["dfe_lait_gld_all_las.csv", "dfe_lait_eyfsp_selected_areas.csv"])
def test_the_real_table_gives_the_figures_that_the_plan_printed(file):
    (part,) = layouts.read(REAL / file, AREAS).parts
    rows = [
        row
        for row in part.table.to_pylist()
        if row["category_type"] == "all" and row["period"] in ("2021/22", "2023/24")
    ]
    assert same(
        rows,
        """
        area_code | period  | value
        E06000055 | 2021/22 | 63.8
        E06000056 | 2021/22 | 65.5
        E06000032 | 2021/22 | 56.6
        E06000042 | 2021/22 | 66.7
        E92000001 | 2021/22 | 65.2
        E06000055 | 2023/24 | 66.2
        E06000056 | 2023/24 | 68.9
        E06000032 | 2023/24 | 62.0
        E06000042 | 2023/24 | 68.4
        E92000001 | 2023/24 | 67.7
        """,
    )
