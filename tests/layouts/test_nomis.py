"""The Annual Population Survey through Nomis: its interface's CSV, whole or with columns chosen, and its web tables."""

from pathlib import Path

import pytest

from blmk_metrics import layouts
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
HEADER = (
    "DATE,DATE_NAME,DATE_CODE,DATE_TYPE,DATE_TYPECODE,DATE_SORTORDER,GEOGRAPHY,GEOGRAPHY_NAME,GEOGRAPHY_CODE,"
    "GEOGRAPHY_TYPE,GEOGRAPHY_TYPECODE,GEOGRAPHY_SORTORDER,VARIABLE,VARIABLE_NAME,VARIABLE_CODE,VARIABLE_TYPE,"
    "VARIABLE_TYPECODE,VARIABLE_SORTORDER,MEASURES,MEASURES_NAME,OBS_VALUE,OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,"
    "OBS_CONF_NAME,URN,RECORD_OFFSET,RECORD_COUNT\n"
)
CODES = {"Luton": "E06000032", "Milton Keynes": "E06000042", "England": "E92000001", "Swindon": "E06000030"}
REFERENCE = Reference(
    {
        **{"luton": "E06000032", "milton keynes": "E06000042", "england": "E92000001"},
        **{code.casefold(): code for name, code in CODES.items() if name != "Swindon"},
    }
)
MEASURES = {"20599": "Variable", "21001": "Numerator", "21002": "Denominator", "21003": "Confidence"}
NAMES = {
    "1496": "% of economically inactive long-term sick",
    "1503": "% of economically inactive males long-term sick",
    "1510": "% of economically inactive females long-term sick",
    "111": "% who are economically inactive - aged 16-64",
}


def row(area: str, dates: str, variable: str, measure: str, value: str, status: str = "A,Normal Value") -> str:
    return (
        f"2024-03,{dates},2024-03,date,0,0,1811939{len(area)},{area},{CODES[area]},local authorities,464,0,{variable},"
        f"{NAMES[variable]},{variable},Economic inactivity,1000,0,{measure},{MEASURES[measure]},{value},{status},FALSE,"
        "Free (free for publication),Nm-17d5,{offset},{count}\n"
    )


def rows(area: str, dates: str, variable: str, *values: str) -> list[str]:
    return [row(area, dates, variable, measure, value) for measure, value in zip(MEASURES, values, strict=True)]


def answer(tmp_path, lines: list[str], count: int | None = None) -> Path:
    path = tmp_path / "download.csv"
    numbered = [
        line.format(offset=offset, count=len(lines) if count is None else count) for offset, line in enumerate(lines)
    ]
    path.write_text(HEADER + "".join(numbered))
    return path


LUTON = rows("Luton", "Apr 2023-Mar 2024", "1496", "28.9", "11100", "38400", "9.1")


def test_an_answer_gives_the_survey_counts_and_the_published_estimates(tmp_path):
    lines = [
        *LUTON,
        *rows("England", "Apr 2019-Mar 2020", "1496", "23.3", "1700000", "7300000", "0.6"),
        *rows("Luton", "Apr 2023-Mar 2024", "1503", "95.5", "5000", "5236", "8"),
        *rows("Luton", "Apr 2023-Mar 2024", "1510", "4", "800", "20000", "6.5"),
    ]
    counts, published = layouts.read(answer(tmp_path, lines), REFERENCE).parts
    assert (counts.name, published.name, published.series) == (
        "annual_population_survey",
        "published_estimates",
        "inactivity_long_term_sickness",
    )
    assert same(
        counts.table.to_pylist(),
        """
        period  | area_code | long_term_sick | economically_inactive | half_width_95
        2023/24 | E06000032 | 11100          | 38400                 | 9.1
        2019/20 | E92000001 | 1700000        | 7300000               | 0.6
        """,
    )
    limits = {
        (each["category"], each["area_code"]): (each["lower_ci_95"], each["value"], each["upper_ci_95"])
        for each in published.table.to_pylist()
    }
    assert limits["", "E06000032"] == pytest.approx((19.8, 28.9, 38.0))
    assert limits["Male", "E06000032"] == pytest.approx((87.5, 95.5, 100))
    assert limits["Female", "E06000032"] == pytest.approx((0, 4, 10.5))
    assert limits["", "E92000001"] == pytest.approx((22.7, 23.3, 23.9))
    assert {each["category_type"] for each in published.table.to_pylist()} == {"all", "sex"}


def test_other_quarters_variables_and_areas_are_left_out_and_counted(tmp_path):
    lines = [
        *LUTON,
        *rows("Luton", "Jan 2024-Dec 2024", "1496", "28", "11000", "38000", "9"),
        *rows("Luton", "Apr 2021-Mar 2024", "1496", "28", "11000", "38000", "9"),
        row("Luton", "Apr 2023-Mar 2024", "111", "20599", "27"),
        row("Swindon", "Apr 2023-Mar 2024", "1496", "20599", "27"),
    ]
    reading = layouts.read(answer(tmp_path, lines), REFERENCE)
    assert [part.table.num_rows for part in reading.parts] == [1, 1]
    assert reading.account.left_out == {
        "another variable": 1,
        "a period that is not 12 months from April to March": 8,
        "an area that the release does not know": 1,
    }


def test_a_figure_that_is_not_given_is_missing_with_the_reason_of_its_status(tmp_path):
    lines = [
        *LUTON,
        row("Milton Keynes", "Apr 2023-Mar 2024", "1496", "20599", "", "Q,Suppressed: statistically unreliable"),
        row("Milton Keynes", "Apr 2023-Mar 2024", "1496", "21001", "", "Q,Suppressed: statistically unreliable"),
        row("Milton Keynes", "Apr 2023-Mar 2024", "1496", "21002", "30000"),
    ]
    counts, published = layouts.read(answer(tmp_path, lines), REFERENCE).parts
    assert [each["area_code"] for each in counts.table.to_pylist()] == ["E06000032"]
    assert same(
        published.table.to_pylist(),
        """
        area_code | value | denominator | note
        E06000032 | 28.9  | 38400       |
        E06000042 |       | 30000       | Suppressed: statistically unreliable
        """,
    )


def test_a_page_of_several_is_refused_until_the_rest_is_added(tmp_path):
    more = rows("England", "Apr 2023-Mar 2024", "1496", "26.3", "2000000", "7600000", "0.6")
    with pytest.raises(InputError, match=r"holds 4 of 8 rows: it is one page of several"):
        layouts.read(answer(tmp_path, LUTON, count=8), REFERENCE)
    path = answer(tmp_path, [*LUTON, *more])
    first, *lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([first, *lines[:4], first, *lines[4:]]))
    counts, _ = layouts.read(path, REFERENCE).parts
    assert counts.table.num_rows == 2


def test_columns_may_be_chosen_and_names_stand_for_codes(tmp_path):
    path = tmp_path / "download.csv"
    path.write_text(
        "DATE_NAME,GEOGRAPHY_NAME,VARIABLE_NAME,MEASURES_NAME,OBS_VALUE\n"
        "Apr 2023-Mar 2024,Luton,% of economically inactive long-term sick,Variable,28.9\n"
        "Apr 2023-Mar 2024,Luton,% of economically inactive long-term sick,Confidence,9.1\n"
        "Apr 2023-Mar 2024,Luton,% of economically inactive females - long-term sick,Variable,\n"
    )
    (published,) = layouts.read(path, REFERENCE).parts
    assert same(
        [{**each, "category": each["category"] or None} for each in published.table.to_pylist()],
        """
        area_code | period  | category | value | upper_ci_95 | note
        E06000032 | 2023/24 |          | 28.9  | 38.0        |
        E06000032 | 2023/24 | Female   |       |             | not available
        """,
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([*LUTON, LUTON[0]], "line 6: DATE_NAME 'Apr 2023-Mar 2024' stands twice"),
        ([LUTON[0].replace("28.9", "-1")], "line 2: OBS_VALUE '-1' is below 0"),
        ([LUTON[0].replace("28.9", "some")], "line 2: OBS_VALUE 'some' is no number"),
        ([LUTON[0].replace("28.9", "128.9")], "line 2: OBS_VALUE '128.9' is beyond 100"),
        ([LUTON[0].replace("28.9", "")], "line 2: OBS_VALUE '' is empty, though its status"),
        ([*LUTON[:2], LUTON[2].replace("38400", "11000")], "line 3: OBS_VALUE '11100' is a numerator beyond"),
        (LUTON[1:], "lacks the percentage itself"),
        (rows("Luton", "Jan 2024-Dec 2024", "1496", "1", "1", "1", "1"), "it has Jan 2024-Dec 2024"),
        (rows("Swindon", "Apr 2023-Mar 2024", "1496", "1", "1", "1", "1"), "no area that the release knows"),
        (rows("Luton", "Apr 2023-Mar 2024", "111", "1", "1", "1", "1"), "holds VARIABLE '% who are economically in"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        layouts.read(answer(tmp_path, lines), REFERENCE)


def test_a_changed_header_or_a_population_by_age_is_not_this_kind(tmp_path):
    path = answer(tmp_path, LUTON)
    path.write_text(path.read_text().replace("OBS_VALUE", "VALUE"))
    with pytest.raises(InputError, match="its header may have changed"):
        layouts.read(path, REFERENCE)
    assert not layouts.nomis.recognises(HEADER.strip().replace("VARIABLE", "C_AGE").split(","))


@pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
def test_the_real_census_answer_is_refused_with_what_it_holds():
    with pytest.raises(
        InputError, match=r"holds C2021_EASTAT_20 'Economically inactive'.* Declared .* 1496, 1503, 1510"
    ):
        layouts.read(REAL / "census2021_ts066_inactive_longterm_sick_all_lads.csv", REFERENCE)


TITLES = '"annual population survey"\n"ONS Crown Copyright Reserved [from Nomis on 15 November 2024]"\n\n'
AREA = '"local authority: district / unitary (as of April 2021)"'
SICK = '"% of economically inactive long-term sick"'
NOTES = '\n"! Estimate and confidence interval not available"\n"# Not shown, since the sample is small"\n'


def web(tmp_path, *lines: str, date: str = '"date:","Apr 2023-Mar 2024"\n\n', notes: str = NOTES) -> layouts.Reading:
    path = tmp_path / "nomis.csv"
    path.write_text(TITLES + date + "".join(line + "\n" for line in lines) + notes)
    return layouts.read(path, REFERENCE)


def test_a_web_table_has_its_date_above_it_and_its_notes_below(tmp_path):
    reading = web(
        tmp_path,
        f'{AREA},"mnemonic",{SICK},"numerator","denominator","conf"',
        '"Luton","E06000032",28.9,"11,100","38,400",9.1',
        '"Milton Keynes","E06000042",!,!,"30,000",!',
        '"Swindon","E06000030",20.0,1,5,9',
    )
    counts, published = reading.parts
    assert same(
        counts.table.to_pylist(),
        """
        period  | area_code | long_term_sick | economically_inactive | half_width_95
        2023/24 | E06000032 | 11100          | 38400                 | 9.1
        """,
    )
    assert same(
        published.table.to_pylist(),
        """
        area_code | value | upper_ci_95 | note
        E06000032 | 28.9  | 38.0        |
        E06000042 |       |             | not available (marked !)
        """,
    )
    assert reading.account.rows == 3


def test_a_web_table_of_several_reasons_gives_the_one_that_is_declared(tmp_path):
    reading = web(
        tmp_path,
        f'{AREA},"% of economically inactive student",{SICK}',
        "Luton,20,28.9",
        notes="! not available\n",
    )
    assert same(reading.parts[0].table.to_pylist(), "area_code | period | value\nE06000032 | 2023/24 | 28.9")


def test_a_web_table_may_have_its_dates_in_a_column(tmp_path):
    reading = web(tmp_path, f"{AREA},date,{SICK}", "Luton,Apr 2022-Mar 2023,27", "Luton,Jan 2023-Dec 2023,9", date="")
    assert same(reading.parts[0].table.to_pylist(), "period | value\n2022/23 | 27")
    assert reading.account.left_out == {"a period that is not 12 months from April to March": 1}


@pytest.mark.parametrize(
    ("lines", "date", "message"),
    [
        ([f"{AREA},{SICK}", "Luton,28.9"], "", "no date stands above the table"),
        ([f"{AREA},{SICK}", "Luton,28.9"], "date:,Jan 2023-Dec 2023\n", r"\(Jan 2023-Dec 2023\)"),
        ([f"{AREA},{SICK}", "Luton,about 29"], "date:,Apr 2023-Mar 2024\n", "line 6: % of .* 'about 29' is no number"),
        ([f"{AREA},{SICK}", "Luton,29", "Luton,29"], "date:,Apr 2023-Mar 2024\n", "line 7: .*'Luton' stands twice"),
        ([f"{AREA},{SICK}", "Swindon,29"], "date:,Apr 2023-Mar 2024\n", "no area that the release knows"),
        (
            [f"{AREA},{SICK}", "Luton,29", "", "date:,Apr 2022-Mar 2023", f"{AREA},{SICK}", "Luton,28"],
            "date:,Apr 2023-Mar 2024\n",
            "line 8 stands below the end of the table",
        ),
        (
            [f"{AREA},{SICK},% of economically inactive student,conf", "Luton,28.9,20,9.1"],
            "date:,Apr 2023-Mar 2024\n",
            "download one variable at a time",
        ),
    ],
)
def test_a_web_table_that_cannot_be_right_is_refused(tmp_path, lines, date, message):
    with pytest.raises(InputError, match=message):
        web(tmp_path, *lines, date=date, notes="")
