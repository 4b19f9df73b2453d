"""A chart in the document says what the chart says, and is fit for either side of black and white."""

import json
import re
from dataclasses import replace
from html import escape, unescape
from types import SimpleNamespace

import pytest
import vl_convert
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blmk_metrics.figures import figures_of
from blmk_metrics.meeting import Drawings, default_agenda, drawn_ahead, meeting_of
from blmk_metrics.meeting import drawings as drawing_names
from blmk_metrics.meeting.document import STYLE
from blmk_metrics.meeting.drawing import WIDTH, drawing

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


@pytest.fixture(scope="module")
def figures(edition):
    """One figure of each kind."""
    place = list(edition.choosable())[-1]
    found = {figure.kind: figure for each in edition.measures() for figure in figures_of(edition, each.id, place)}
    return list(found.values())


def test_every_word_of_a_chart_is_in_its_drawing(figures):
    for figure in figures:
        whole = vl_convert.vegalite_to_svg(json.dumps({**figure.specification, "width": WIDTH}))
        words = {word for word in TEXT.findall(whole) if "…" not in word and not re.fullmatch(r"[−\d.,]+", word)}
        assert words <= set(TEXT.findall(drawing(figure)))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool))
@example("Life style town")
@example('a role="x" class d="1.2345" id="b" url(#c) href="#d" > <g></g>')
def test_whatever_a_label_says_is_in_its_drawing(words):
    specification = {"height": 300, "mark": "text", "data": {"values": [{}]}, "encoding": {"text": {"value": words}}}
    drawn = drawing(SimpleNamespace(id="A", text_alternative="", kind="areas", specification=specification))
    assert words in [unescape(text) for text in TEXT.findall(drawn)]


def test_a_control_character_is_left_out_of_a_drawing_and_ends_nothing():
    specification = {"height": 300, "mark": "text", "data": {"values": [{"a\x07": "Lu\x07t\x0bon"}]}}
    specification["encoding"] = {"text": {"field": "a\x07"}}
    drawn = drawing(SimpleNamespace(id="A", text_alternative="Lu\x07ton", kind="areas", specification=specification))
    assert TEXT.findall(drawn) == ["Luton"]
    assert 'aria-label="Luton"' in drawn


def test_no_label_is_cut_short(figures):
    for figure in figures:
        assert "…" not in "".join(TEXT.findall(drawing(figure)))


def test_a_drawing_is_one_picture_said_by_the_figures_alt_text(figures):
    for figure in figures:
        drawn = drawing(figure)
        assert drawn.startswith(f'<svg role="img" aria-label="{escape(figure.text_alternative)}" viewBox="0 0 {WIDTH} ')
        assert drawn.count("role=") == drawn.count("aria-") == 1
        assert "SYNTHETIC" in figure.text_alternative
        assert " style=" not in drawn
        assert "xlink" not in drawn


def test_every_colour_of_a_chart_has_one_on_a_dark_ground(figures):
    # A middle grey is told from black as well as from white.
    both = {("stroke", "#8C8C8C"), ("fill", "#8C8C8C")}
    used = {each for figure in figures for each in re.findall(r'(fill|stroke)="(#[0-9A-F]{6})"', drawing(figure))}
    dark = set(re.findall(r'\.dark svg \[(fill|stroke)="(#[0-9A-F]{6})"\]', STYLE))
    assert used - both <= dark


@pytest.fixture
def drawn(drawings_folder, monkeypatch):
    """The ids of figures whose charts were drawn, each as an empty picture."""
    drawn = []
    monkeypatch.setattr("blmk_metrics.meeting.drawings.drawing", lambda figure: drawn.append(figure.id) or "<svg/>")
    assert not drawings_folder.exists()
    return drawn


def test_a_chart_is_drawn_once_whoever_asks(figures, drawn):
    charts = Drawings()
    assert list(charts.ahead([*figures, *figures])) == ["<svg/>"] * 2 * len(figures)
    assert list(Drawings().ahead(figures)) == ["<svg/>"] * len(figures)
    assert sorted(drawn) == sorted(figure.id for figure in figures)


def test_a_chart_is_specified_once_for_all_who_ask_and_again_only_where_there_are_too_many(figures, drawn, monkeypatch):
    specified, name_of_drawing = [], drawing_names.name_of_drawing
    monkeypatch.setattr(drawing_names, "name_of_drawing", lambda each: specified.append(each) or name_of_drawing(each))
    charts = Drawings(most=1)
    for place in (0, 0, 1, 0):
        assert charts.of(figures[place]) == "<svg/>"
    assert specified == [figures[place] for place in (0, 1, 0)]
    assert drawn == [figures[place].id for place in (0, 1)]


def test_a_chart_that_says_otherwise_or_is_drawn_otherwise_is_drawn_anew(figures, drawn):
    figure, *_ = figures
    wider = replace(figure, draw=lambda: figure.draw().properties(title="wider"))
    for each in (figure, replace(figure, alt_text="Otherwise."), wider, replace(figure, release_id="0" * 12)):
        Drawings().of(each)
    assert len(drawn) == 4


def test_a_chart_whose_file_is_gone_is_drawn_again(figures, drawn, drawings_folder):
    charts = Drawings()
    for _ in range(2):
        assert charts.of(figures[0]) == "<svg/>"
        (file,) = drawings_folder.iterdir()
        file.unlink()
    assert drawn == [figures[0].id] * 2


@pytest.mark.usefixtures("drawings_folder")
def test_a_chart_that_could_not_be_drawn_is_tried_again(figures, monkeypatch):
    def fail(_):
        raise OSError("no room")

    charts = Drawings()
    monkeypatch.setattr("blmk_metrics.meeting.drawings.drawing", fail)
    with pytest.raises(OSError, match="no room"):
        charts.of(figures[0])
    monkeypatch.setattr("blmk_metrics.meeting.drawings.drawing", lambda _: "<svg/>")
    assert charts.of(figures[0]) == "<svg/>"


def test_every_chart_of_every_area_is_drawn_ahead_and_each_is_noted(edition, drawn):
    notes = []
    drawn_ahead(edition, lambda *note: notes.append(note))
    ids = [each.id for each in meeting_of(edition, default_agenda(edition)).figures if not each.empty]
    assert drawn == ids
    assert len(set(edition.choosable())) > 1
    assert [done for done, _, _ in notes] == list(range(len(ids) + 1))
    assert {parts for _, parts, _ in notes} == {len(ids)}
    assert [what for _, _, what in notes] == [*(f"chart {each} of the meeting" for each in ids), "done"]
    drawn_ahead(edition)
    assert drawn == ids


def test_drawing_ahead_ends_with_what_is_raised_where_it_is_noted(edition, drawn):
    def stop(done, *_):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drawn_ahead(edition, stop)
    assert len(drawn) == 2
