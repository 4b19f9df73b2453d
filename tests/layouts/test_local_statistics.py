"""Explore Local Statistics: periods as ISO 8601 intervals, of which one year of the measure's own kind is wanted."""

import dataclasses

import pytest

from blmk_metrics import layouts
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same
from tests.shipped import MEASURES

HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
CODES = {"e06000032": "E06000032", "luton": "E06000032", "e92000001": "E92000001"}


def reference_of(indicator_id: str, key: str) -> Reference:
    series = (PublishedSeries(layout="explore_local_statistics", key=key),)
    return Reference(CODES, catalogue_of([dataclasses.replace(MEASURES[indicator_id], series=series)]))


READINESS = reference_of("school_readiness", "Good level of development")
INACTIVE = reference_of("inactivity_long_term_sickness", "Economically inactive")
MORTALITY = reference_of("preventable_mortality", "Preventable mortality")


def read(tmp_path, lines: str, reference: Reference, mark: str = "") -> layouts.Reading:
    path = tmp_path / "download.csv"
    path.write_text(mark + HEADER + lines, encoding="utf-8")
    return layouts.read(path, reference)


def test_a_year_is_named_as_the_measure_names_it_even_behind_a_byte_order_mark(tmp_path):
    school, survey, deaths = (
        read(tmp_path, line, reference, "\ufeff").parts[0].table.to_pylist()[0]
        for line, reference in (
            ("E06000032,Luton,LA,Good level of development,2024-09-01/P1Y,62,Percentage,%,,,,\n", READINESS),
            ("E06000032,Luton,LA,Economically inactive,2023-04-01/P1Y,28.9,Percentage,%,20.1,37.7,,\n", INACTIVE),
            ("E06000032,Luton,LA,Preventable mortality,2023-01-01/P1Y,190,Rate,Rate,180,200.5,,\n", MORTALITY),
        )
    )
    assert same(
        [school, survey],
        """
        indicator_id                  | area_code | period  | value | lower_ci_95 | upper_ci_95
        school_readiness              | E06000032 | 2024/25 | 62    |             |
        inactivity_long_term_sickness | E06000032 | 2023/24 | 28.9  | 20.1        | 37.7
        """,
    )
    assert (deaths["period"], deaths["value"], deaths["upper_ci_95"]) == ("2023", 190, 200.5)


def test_pooled_years_and_years_of_another_kind_are_left_out_and_counted(tmp_path):
    reading = read(
        tmp_path,
        "E06000032,Luton,LA,Preventable mortality,2023-01-01/P1Y,190,Rate,Rate,180,200,,\n"
        "E06000032,Luton,LA,Preventable mortality,2021-01-01/P3Y,190,Rate,Rate,180,200,,\n"
        "E06000032,Luton,LA,Preventable mortality,2023-04-01/P1Y,190,Rate,Rate,180,200,,\n"
        "E06000032,Luton,LA,Preventable mortality,2023-01-01/P3M,190,Rate,Rate,180,200,,\n"
        "E06000030,Swindon,LA,Preventable mortality,2023-01-01/P1Y,190,Rate,Rate,180,200,,\n"
        "E06000032,Luton,LA,Employment rate,2023-01-01/P1Y,70,Percentage,%,,,,\n",
        MORTALITY,
    )
    assert reading.parts[0].table.num_rows == 1
    assert reading.account.left_out == {
        "another indicator": 1,
        "a period that is not one year of the measure's own kind": 3,
        "an area that the release does not know": 1,
    }


def test_a_status_or_note_becomes_the_reason_of_a_missing_figure_and_the_flag_of_a_shaky_one(tmp_path):
    (part,) = read(
        tmp_path,
        "E06000032,Luton,LA,Good level of development,2022-09-01/P1Y,,Percentage,%,,,Suppressed,small numbers\n"
        "E06000032,Luton,LA,Good level of development,2023-09-01/P1Y,62,Percentage,%,60,64,Provisional,\n"
        "E92000001,England,Nation,Good level of development,2023-09-01/P1Y,,Percentage,%,,,,\n",
        READINESS,
    ).parts
    assert same(
        part.table.to_pylist(),
        """
        area_code | period  | value | flag        | note
        E06000032 | 2022/23 |       |             | Suppressed small numbers
        E06000032 | 2023/24 | 62    | provisional |
        E92000001 | 2023/24 |       |             | not published
        """,
    )


ROW = "E06000032,Luton,LA,Good level of development,2024-09-01/P1Y,62,Percentage,%,60,64,,\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (ROW.replace("Good level of development", "Mathematics"), "It holds Mathematics; declared are Good level"),
        (ROW + ROW, "line 3: period '2024-09-01/P1Y' stands twice"),
        (ROW.replace("2024-09-01/P1Y", "2024/25"), "line 2: period '2024/25' is no interval"),
        (ROW.replace("2024-09-01/P1Y", "2022-09-01/P3Y"), "no single year of the kind"),
        (ROW.replace(",62,", ",sixty,"), "line 2: observation 'sixty' is no number"),
        (ROW.replace(",62,", ",162,").replace(",64,", ",164,"), "line 2: observation '162' is beyond 100"),
        (ROW.replace(",62,", ",59,"), "line 2: observation '59' is not within its own limits"),
        (ROW.replace("E06000032,Luton", "E06000030,Swindon"), "no area that the release knows; it has Swindon"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, lines, READINESS)


def test_a_changed_header_is_no_known_kind(tmp_path):
    path = tmp_path / "download.csv"
    path.write_text(HEADER.replace("areacd", "area_code") + ROW)
    with pytest.raises(InputError, match="its header may have changed"):
        layouts.read(path, READINESS)


def test_a_file_of_no_declared_series_tells_what_it_holds(tmp_path):
    with pytest.raises(InputError, match="It holds Good level of development; declared are none"):
        read(tmp_path, ROW, Reference(CODES))
