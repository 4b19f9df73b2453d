"""The document holds every screen of every area, each as its figure says, and asks for nothing outside itself."""

import re
from dataclasses import replace

import pytest

from blmk_metrics import narrative
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.meeting import agenda_of, default_agenda, document, meeting_of, offered, unserved
from blmk_metrics.meeting.document import POLICY, SCRIPT, STYLE
from blmk_metrics.releases.areas import Area
from tests.meeting.reading import Reader


@pytest.fixture(scope="module")
def meeting(edition):
    """Everything that may be asked of the release, for every area."""
    codes = ",".join(item.code for item in offered(edition))
    return meeting_of(edition, agenda_of(edition, codes))


def _read(meeting, drawings) -> Reader:
    return Reader("".join(document(meeting, drawings)))


def test_every_figure_on_a_screen_is_that_of_its_figure(meeting, drawings):
    screens = _read(meeting, drawings).screens
    assert len(screens) == len(meeting.screens)
    for screen in meeting.screens:
        read, table = screens[f"screen-{screen.area.code}-{screen.number}"], screen.figure.table
        assert read.headline == screen.figure.title
        assert read.cells == [list(table.columns), *map(list, table.rows)]
        assert read.pictures == [screen.figure.id]
        assert screen.sentence in read.text
        assert screen.question in read.text


def test_every_screen_names_the_release_the_source_and_that_it_is_synthetic(meeting, drawings):
    release = meeting.release
    for read in _read(meeting, drawings).screens.values():
        assert f"published {release.published.day} {release.published:%B %Y}, release {release.id}" in read.text
        assert "SYNTHETIC data, not real" in read.text
        assert "SYNTHETIC demonstration data in place of" in read.text


def test_notes_hold_the_sentence_the_interval_the_method_the_caveats_and_what_is_next(edition, drawings):
    meeting = meeting_of(edition, default_agenda(edition))
    screens = _read(meeting, drawings).screens
    for screen in meeting.screens:
        read, measure = screens[f"screen-{screen.area.code}-{screen.number}"], screen.measure
        row = latest(edition.measured(measure), screen.area.code)
        texts = (
            narrative.sentence(row, measure),
            narrative.value_with_caution(row, measure),
            narrative.trend_sentence(row),
        )
        assert all(each in read.text for each in (*texts, measure.name, *measure.caveats))
        after = meeting.screens[screen.number].item.name if screen.number < len(meeting.agenda.items) else "last screen"
        assert after in read.text


def test_every_area_has_every_question_and_the_chosen_one_comes_first(edition, drawings):
    chosen = list(edition.choosable())[-1]
    agenda = agenda_of(edition, "")
    meeting = meeting_of(edition, agenda, chosen)
    numbers = range(1, len(agenda.items) + 1)
    codes = [chosen, *(code for code in edition.choosable() if code != chosen)]
    assert list(_read(meeting, drawings).screens) == [f"screen-{code}-{each}" for code in codes for each in numbers]


def test_beneath_a_screen_lie_all_the_other_figures_of_its_measure(edition, drawings):
    meeting = meeting_of(edition, agenda_of(edition, offered(edition)[0].code))
    text = "".join(document(meeting, drawings))
    figure_ids = set(re.findall(r'id="figure-([0-9A-Z-]+)"', text))
    for screen in meeting.screens:
        assert {screen.figure.id, *(figure.id for figure in screen.others)} <= figure_ids
        assert f'data-others="{" ".join(figure.id for figure in screen.others)}"' in text
    assert len(figure_ids) == text.count('id="figure-')


def test_nothing_outside_the_document_is_asked_for(meeting, drawings):
    read = _read(meeting, drawings)
    assert read.outside == [("link", "data:,")]
    assert not {"img", "iframe", "object", "embed"} & set(read.tags)
    assert "@import" not in STYLE
    assert "url(" not in STYLE
    assert not re.search(r"fetch|XMLHttp|import\s*\(|WebSocket|sendBeacon|innerHTML|eval", SCRIPT)
    assert POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in POLICY


def test_hostile_names_are_words_and_not_markup(meeting, drawings):
    hostile = '<img src=x onerror="alert(1)">&lt;"\''
    area = meeting.areas[0]
    named = Area(code=area.code, name=hostile, full_name=hostile, type=area.type, valid_from=None, valid_to=None)
    screens = tuple(
        replace(screen, area=named, answer=hostile, sentence=hostile, notes={hostile: (hostile,)})
        for screen in meeting.screens[:2]
    )
    agenda = replace(meeting.agenda, items=meeting.agenda.items[:2], notices=(hostile,))
    read = _read(replace(meeting, areas=(named,), screens=screens, agenda=agenda), drawings)
    assert "img" not in read.tags
    assert [each.headline for each in read.screens.values()] == [hostile, hostile]


def test_an_unknown_place_is_told_once_and_the_first_area_is_shown(edition, drawings):
    meeting = meeting_of(edition, default_agenda(edition), "<b>nowhere")
    text = "".join(document(meeting, drawings))
    assert text.count('class="notice"') == 1
    assert "The place “?b?nowhere” is not known here" in text
    assert meeting.areas[0].code == next(iter(edition.choosable()))


def test_without_a_release_there_is_one_clear_sentence():
    assert "<p>x &lt;y&gt;</p>" in unserved("x <y>")
