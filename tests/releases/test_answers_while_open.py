"""Answers that are open: many threads share them, and a file that changes under them is refused in one sentence."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from shapely.geometry import box

from blmk_metrics.releases import ReleaseError, finished_answers
from blmk_metrics.releases.edition import Edition, open_edition
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import NORTHAM, PLACES, drawn_release

READING, WRITING = drawn_measure(), drawn_measure(id="writing", name="Children who write", short_name="Writing")
FIGURES = """
    period  | area_code | value | lower_ci_95 | upper_ci_95
    2022/23 | NOR       | 61    | 60          | 62
    2022/23 | ALB       | 64    | 63          | 65
"""
PRINTED_ELSEWHERE = """
    indicator_id | area_code | period  | figure | value | decimals
    reading      | NOR       | 2022/23 | value  | 61    | 0
"""
NEIGHBOURHOODS = [
    {
        **{"level": "lsoa", "small_area_code": f"{place}{number}", "small_area_name": f"{place} {number}"},
        **{"area_code": place, "geometry": box(number, 52, number + 1, 53).wkb},
    }
    for place in PLACES
    for number in range(2)
]
# Each question to an edition, and the name of the one file that it is answered from.
QUESTIONS = {
    "figures/reading": lambda edition: edition.answers.rows("reading", "", "all", "official"),
    "areas": lambda edition: edition.answers.listed("areas"),
    "published_figures": lambda edition: edition.published_figures(),
    "neighbourhoods": lambda edition: edition.neighbourhoods("lsoa", NORTHAM),
    "outlines": lambda edition: edition.answers.document("outlines"),
    "printed": lambda edition: edition.answers.records("printed", "printed", releases=[edition.release.id], number=1),
}
# What a folder on the way to a release may be called: other programs read some of these as patterns or as values.
FOLDERS = (
    *("plain", "with spaces", "it's", "a,b", "é", "data[1]", "wh*t", "wh?t", "{a,b}", "**"),
    *("year=2024", "value=7", "period=2000", "variant=x", "basis=computed", "area_code=SOU"),
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    """A folder with a small release of two measures. Not to change."""
    return drawn_release(
        tmp_path_factory.mktemp("drawn") / "data",
        {"reading": FIGURES, "writing": FIGURES},
        [READING, WRITING],
        published_figures=PRINTED_ELSEWHERE,
        small_areas=NEIGHBOURHOODS,
    )


@pytest.fixture
def edition(drawn, tmp_path):
    """A copy of it, opened."""
    edition = open_edition(Path(shutil.copytree(drawn, tmp_path / "data")))
    yield edition
    edition.answers.close()


def _written_over(path: Path) -> None:
    path.write_bytes(b"PAR1 and then something else")


def _cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 9)


def _swapped(path: Path) -> None:
    other = next(each for each in sorted(path.parent.iterdir()) if each != path and each.suffix == path.suffix)
    shutil.copy(other, path.with_name("beside"))
    path.with_name("beside").replace(path)


def _swapped_for_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("change", [Path.unlink, _written_over, _cut_short, _swapped, _swapped_for_a_folder])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_file_that_changes_or_goes_is_refused_at_the_next_question_and_every_other_is_answered(edition, name, change):
    before = {each: ask(edition) for each, ask in QUESTIONS.items()}
    path = edition.answers.path(name)
    change(path)
    # What was read before is kept: a new edition of the same answers asks again.
    again = Edition(edition.release, edition.answers)
    with pytest.raises(ReleaseError) as refusal:
        QUESTIONS[name](again)
    assert str(refusal.value) == (
        f"Release {edition.release.id}: {path} changed or went while it was open. Restore the file, or publish the "
        "release again."
    )
    with pytest.raises(ReleaseError, match="changed or went"):
        edition.answers.refuse_changed()
    for other, ask in QUESTIONS.items():
        if other != name:
            assert ask(again) == before[other]


def test_a_file_that_goes_between_the_look_at_it_and_the_question_is_refused_too(edition, monkeypatch):
    stamps = {path: finished_answers._stamp(path) for path in map(edition.answers.path, edition.answers.names)}
    monkeypatch.setattr(finished_answers, "_stamp", stamps.__getitem__)
    for name, ask in QUESTIONS.items():
        path = edition.answers.path(name)
        _written_over(path) if path.suffix == ".parquet" else path.unlink()
        with pytest.raises(ReleaseError, match="changed or went while it was open"):
            ask(Edition(edition.release, edition.answers))


def test_a_release_is_read_whatever_its_folder_is_called(drawn, tmp_path):
    expected = open_edition(drawn).measured(READING)
    for name in FOLDERS:
        edition = open_edition(Path(shutil.copytree(drawn, tmp_path / name / "data")))
        assert edition.measured(READING) == expected, name
        assert [area.code for area in edition.areas().values()] == ["SHIRES", *PLACES, "ALB"], name
        assert [each.value for each in edition.published_figures()] == [61.0], name
        assert [each.area_code for each in edition.neighbourhoods("lsoa", NORTHAM)] == [NORTHAM] * 2, name
        edition.answers.close()


def test_threads_share_one_release_and_each_gets_its_own_answers(edition):
    measures = {"reading": READING, "writing": WRITING}
    asked = [name for _ in range(60) for name in measures]
    with ThreadPoolExecutor(max_workers=8) as pool:
        # Each of them asks the disk: nothing is kept between editions.
        found = list(pool.map(lambda name: Edition(edition.release, edition.answers).measured(measures[name]), asked))
    for name, rows in zip(asked, found, strict=True):
        assert rows == edition.measured(measures[name])
        assert {row.indicator_id for row in rows} == {name}
