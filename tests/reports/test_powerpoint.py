"""A report in PowerPoint: one finding a slide, its chart native and true to every figure, its method in the notes."""

import io
from dataclasses import dataclass, replace

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR

from blmk_metrics.figures import Figure
from blmk_metrics.releases.edition import Edition
from blmk_metrics.reports.contents import Contents, contents
from blmk_metrics.reports.powerpoint import powerpoint
from blmk_metrics.reports.powerpoint_charts import native_chart
from tests.questions import answered
from tests.reports.drawn import FOOTPRINT, Drawn
from tests.shipped import MEASURES

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
# The order that the format asks of a series, a label, error bars and a title; what is not in it may not be there.
ORDERS = {
    "ser": "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth extLst",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": "dLbl showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "dLbl": "idx layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "title": "tx layout overlay spPr txPr",
}


class Blank(Drawn):
    """Blanks for maps as well."""

    def bare(self, figure: Figure) -> bytes:
        """A blank."""
        return self.png(figure)


@dataclass(frozen=True)
class Shown:
    """A report, the release it is of, and the presentation made of it, opened again."""

    report: Contents
    edition: Edition
    slides: list

    def of(self, figure: Figure):
        """The slide of a figure: the title slide and the summary come first."""
        return self.slides[1 + self.report.numbers[figure.id]]

    def charts(self):
        """Each figure with a native chart, and that chart."""
        for figure in self.report.figures:
            for shape in self.of(figure).shapes:
                if shape.has_chart:
                    yield figure, shape.chart


def within(element, path: str) -> list:
    """What a path leads to from any element of a chart."""
    return etree.ElementBase.xpath(element, path, namespaces=NAMESPACES)


def near(values: list) -> dict:
    """Values by their place, as near as a spreadsheet's sixteen digits; none where there is none."""
    return pytest.approx({at: value for at, value in enumerate(values) if value is not None}, rel=1e-14)


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


@pytest.fixture(scope="module", params=["place", "footprint", "hiding"])
def shown(request, edition, report, hiding, hidden) -> Shown:
    which, of = {
        "place": lambda: (report, edition),
        "footprint": lambda: (contents(edition, FOOTPRINT), edition),
        "hiding": lambda: (hidden, hiding),
    }[request.param]()
    return Shown(which, of, list(opened(powerpoint(which, of, Blank())).slides))


@pytest.fixture(scope="module")
def place(edition, report) -> Shown:
    return Shown(report, edition, list(opened(powerpoint(report, edition, Blank())).slides))


def workbook(chart) -> dict[str, list]:
    """The columns behind a chart by their heads."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    head, *rows = sheet.iter_rows(values_only=True)
    return {name or "": [row[place] for row in rows] for place, name in enumerate(head)}


def texts(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def by_category(chart) -> dict[str, dict[str, float | None]]:
    """A chart's values by series and by the first line of the category."""
    names = [str(label).split("\n")[0] for label in chart.plots[0].categories]
    return {each.name: dict(zip(names, each.values, strict=True)) for each in chart.plots[0].series}


def test_every_figure_has_a_slide_with_a_title_that_no_other_has(shown):
    titles = [slide.shapes.title.text for slide in shown.slides]
    assert len(titles) == 2 + len(shown.report.figures) == len(set(titles))
    for figure in shown.report.figures:
        measure, finding = shown.of(figure).shapes.title.text.split("\n")
        assert finding == figure.title
        assert measure.startswith(figure.measure.short_name)
        assert len(finding.split()) <= 15


def test_what_can_be_native_is_native_and_a_map_is_a_picture(shown):
    for figure in shown.report.figures:
        shapes = shown.of(figure).shapes
        drawn = [shape for shape in shapes if shape.has_chart], [shape for shape in shapes if hasattr(shape, "image")]
        assert tuple(map(len, drawn)) == ((0, 0) if figure.empty else (0, 1) if figure.kind == "map" else (1, 0))


def test_each_chart_and_picture_has_the_alternative_text_of_its_figure(shown):
    for figure in shown.report.figures:
        descriptions = [shape._element.xpath("./*/p:cNvPr/@descr") for shape in shown.of(figure).shapes]
        assert [figure.text_alternative] * (not figure.empty) == [text for each in descriptions for text in each]


def test_a_trend_holds_every_figure_of_the_area_with_its_limits_unrounded(shown):
    for figure, chart in shown.charts():
        if figure.kind == "trend":
            name = figure.rows[0].area_name
            assert by_category(chart)[name] == {row.period: row.value for row in figure.rows}
            columns = workbook(chart)
            heads = {"value": "", "lower_ci_95": ": lower 95% limit", "upper_ci_95": ": upper 95% limit"}
            for column, head in heads.items():
                cells = enumerate(columns[f"{name}{head}"])
                assert {at: value for at, value in cells if value is not None} == near(
                    [row.cell(column) for row in figure.rows]
                )


def test_a_trend_holds_every_other_area_beside_it(shown):
    for figure, chart in shown.charts():
        if figure.kind == "trend":
            rows = shown.edition.measured(figure.measure)
            expected = {(row.area_name, row.period): row.value for row in rows}
            drawn = {(name, at): value for name, values in by_category(chart).items() for at, value in values.items()}
            assert drawn == expected


def test_areas_and_groups_hold_each_figure_beside_its_benchmarks(shown):
    for figure, chart in shown.charts():
        if figure.kind in ("areas", "groups"):
            *behind, dots = by_category(chart).items()
            drawn = {
                name: value for _, values in (*behind, dots) for name, value in values.items() if value is not None
            }
            shown_rows = {row.cell(figure.label_column): row for row in figure.rows}
            benchmarks = {row.benchmark_name for row in figure.rows if row.benchmark_name}
            for name, row in shown_rows.items():
                if name not in benchmarks:
                    values = [values[name] for series, values in by_category(chart).items() if series not in benchmarks]
                    assert [value for value in values if value is not None] == [row.value] * (row.value is not None)
            assert set(drawn) <= set(shown_rows)
            for series, values in behind:
                if series in benchmarks and figure.kind == "groups":
                    assert values == {name: row.benchmark_value for name, row in shown_rows.items()}
                elif series in benchmarks:
                    assert set(values.values()) == {shown_rows[series].value}


def test_groups_over_time_hold_every_figure(shown):
    for figure, chart in shown.charts():
        if figure.kind == "groups_over_time":
            drawn = {(name, at): value for name, values in by_category(chart).items() for at, value in values.items()}
            assert drawn == {(row.category, row.period): row.value for row in figure.rows}


def test_error_bars_reach_from_each_value_to_its_limits(shown):
    found = 0
    for _, chart in shown.charts():
        columns = workbook(chart)
        for series in chart.plots[0].series:
            for end, limit, sign in (("plus", "upper", 1), ("minus", "lower", -1)):
                for point in within(series._element, f"c:errBars/c:{end}//c:pt"):
                    at, reach = int(point.get("idx")), float(point[0].text)
                    limits = columns[f"{series.name}: {limit} 95% limit"]
                    assert series.values[at] + sign * reach == pytest.approx(limits[at])
                    found += 1
    assert found


def test_a_value_axis_holds_every_value_and_every_limit(shown):
    for figure, chart in shown.charts():
        axis = chart.value_axis
        values = [value for each in chart.plots[0].series for value in each.values if value is not None]
        values += [
            limit
            for head, column in workbook(chart).items()
            for limit in column
            if head.endswith("95% limit") and limit is not None
        ]
        assert axis.minimum_scale <= min(values)
        assert max(values) <= axis.maximum_scale
        assert (axis.maximum_scale - axis.minimum_scale) / axis.major_unit <= 7.001, figure.id


def test_periods_that_would_run_into_each_other_are_turned_and_all_of_them_are_written(place):
    turned = {"2012/13": set(), "2010": set()}
    for figure, chart in place.charts():
        rotation = chart._chartSpace.xpath(".//c:catAx/c:txPr/a:bodyPr/@rot")
        assert chart._chartSpace.xpath(".//c:tickLblSkip") == []
        if figure.kind == "trend" and (first := figure.rows[0].period) in turned:
            turned[first].add(tuple(rotation))
        if figure.kind == "areas":
            assert "-2700000" not in rotation
    assert turned["2012/13"] == {("-2700000",)}
    assert all("-2700000" not in rotation for rotation in turned["2010"])
    assert turned["2010"]


def test_words_stand_right_beside_a_map_as_large_as_beside_a_chart(place):
    for figure in place.report.figures:
        if figure.kind == "map":
            (picture,) = [shape for shape in place.of(figure).shapes if hasattr(shape, "image")]
            (words,) = [shape for shape in place.of(figure).shapes if shape.name == "In words"]
            assert 0 < words.left - (picture.left + picture.width) < 400_000
            assert {run.font.size.pt for each in words.text_frame.paragraphs for run in each.runs} == {16}


def test_a_title_stands_right_above_its_subtitle(place):
    for layout in {slide.slide_layout.name: slide.slide_layout for slide in place.slides[1:]}.values():
        (title,) = [each for each in layout.placeholders if each.placeholder_format.idx == 0]
        assert title.text_frame.vertical_anchor == MSO_ANCHOR.BOTTOM


def test_the_cells_that_a_chart_reads_hold_what_it_draws(place):
    for _, chart in place.charts():
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        for reference in within(chart._chartSpace, ".//c:numRef"):
            cells = sheet[reference[0].text.removeprefix("Sheet1!").replace("$", "")]
            drawn = {int(each.get("idx")): float(each[0].text) for each in within(reference, ".//c:pt")}
            cells = cells if isinstance(cells, tuple) else ((cells,),)
            assert drawn == near([cell.value for row in cells for cell in row])


def test_numbers_are_shown_with_the_decimals_of_their_measure(place):
    for figure, chart in place.charts():
        decimals = figure.measure.decimals
        expected = "#,##0" + ("." + "0" * decimals if decimals else "")
        assert {each.text for each in chart._chartSpace.xpath(".//c:formatCode")} - {"General"} == {expected}
        assert chart.value_axis.tick_labels.number_format == expected


def test_a_gap_in_a_series_stays_a_gap(place):
    measure = MEASURES["school_readiness"]
    figure, chart = next((each, drawn) for each, drawn in place.charts() if each.measure == measure)
    assert [by_category(chart)["Luton"][period] for period in measure.uncollected] == [None, None]
    assert chart._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["gap"]
    assert all("not collected" in row.reason for row in figure.rows if row.period in measure.uncollected)


def test_no_line_leads_over_a_break_in_a_series_and_the_notes_tell_of_it(place):
    measure = MEASURES["school_readiness"]
    figure, chart = next((each, drawn) for each, drawn in place.charts() if each.measure == measure)
    first = [row.period for row in figure.rows].index(measure.series_breaks[0])
    for series in chart.plots[0].series:
        assert series._element.xpath(f"c:dPt[c:idx/@val='{first}']/c:spPr/a:ln/a:noFill")
    assert "The series breaks at 2021/22." in place.of(figure).notes_slide.notes_text_frame.text


def test_the_chosen_area_is_thick_and_blue_the_benchmark_dashed_and_black_the_others_grey(place):
    for figure, chart in place.charts():
        if figure.kind == "trend":
            looks = {
                each.name: (str(each.format.line.color.rgb), each.format.line.width.pt, each.format.line.dash_style)
                for each in chart.plots[0].series
            }
            assert looks.pop(figure.rows[0].area_name) == ("12436D", 3, MSO_LINE.SOLID)
            benchmark = figure.rows[-1].benchmark_name
            assert looks.pop(benchmark) == ("0B0C0C", 2, MSO_LINE.DASH)
            assert set(looks.values()) == {("8C8C8C", 1, MSO_LINE.SOLID)}


def test_an_unreliable_figure_is_grey_and_hollow_and_says_so(place):
    found = 0
    for figure, chart in place.charts():
        names = [row.area_name for row in figure.rows if row.reliability == "unreliable"]
        if figure.kind == "areas" and names:
            labels = [str(label) for label in chart.plots[0].categories]
            at = next(at for at, label in enumerate(labels) if label.startswith(names[0]))
            (series,) = [each for each in chart.plots[0].series if each._element.xpath(f"c:dPt/c:idx[@val='{at}']")]
            assert str(series.points[at].marker.format.fill.fore_color.rgb) == "FFFFFF"
            assert str(series.points[at].marker.format.line.color.rgb) == "8C8C8C"
            assert labels[at].endswith("○ unreliable")
            assert f"{names[0]}: " in texts(place.of(figure))
            found += 1
    assert found


def test_every_slide_of_synthetic_data_says_so_and_no_other_does(shown):
    for slide in shown.slides:
        assert ("SYNTHETIC" in texts(slide)) == bool(shown.report.synthetic)


def test_source_and_id_stand_on_every_slide_of_a_figure(shown):
    for figure in shown.report.figures:
        assert figure.stamp in texts(shown.of(figure))


def test_notes_tell_method_caveats_source_chart_in_words_and_every_cell_of_the_table(shown):
    for section in shown.report.sections:
        for figure in section.figures:
            notes = shown.of(figure).notes_slide.notes_text_frame.text
            words = (figure.text_alternative, figure.stamp, *section.definition.values(), *section.caveats)
            assert [each for each in words if each not in notes] == []
            lines = set(notes.split("\n"))
            assert [cells for cells in figure.table.rows if " | ".join(cells) not in lines] == []


def test_every_verdict_and_figure_of_the_latest_period_is_said_in_words(place):
    for section in place.report.sections:
        for figure in section.figures:
            words = texts(place.of(figure))
            if figure.kind == "trend":
                assert section.row.change_verdict in words
                assert section.row.comparison in words
            else:
                last = figure.rows[-1].period
                named = [row.cell(figure.label_column) for row in figure.rows if row.period == last]
                assert [name for name in named if f"{name}: " not in words] == []


def test_what_is_suppressed_is_missing_and_says_why(hidden, hiding):
    slides = list(opened(powerpoint(hidden, hiding, Blank())).slides)
    shown = Shown(hidden, hiding, slides)
    found = 0
    for figure in hidden.figures:
        for row in figure.rows:
            if (row.reason or "").startswith("suppressed"):
                assert row.reason in shown.of(figure).notes_slide.notes_text_frame.text
                found += 1
    assert found


def test_a_figure_of_nothing_is_told_in_words(emptied, edition):
    slide = list(opened(powerpoint(emptied, edition, Blank())).slides)[2]
    assert not any(shape.has_chart or hasattr(shape, "image") for shape in slide.shapes)
    assert "Nothing can be drawn: not collected for this period." in texts(slide)


def test_the_summary_slide_is_a_table_of_the_summary(shown):
    (table,) = [shape.table for shape in shown.slides[1].shapes if shape.has_table]
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells == [shown.report.summary.columns, *shown.report.summary.rows]
    assert table.first_row


def test_everything_on_a_slide_fits_on_it(shown):
    for slide in shown.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= 12192000
            assert shape.top + shape.height <= 6858000


def test_slides_are_read_from_the_title_down(shown):
    for figure in shown.report.figures:
        names = [shape.name for shape in shown.of(figure).shapes]
        assert names[0].startswith("Title")
        assert names[-3:] == ["In words", "Source", "Slide number"]


def test_the_language_is_british_english_throughout(place):
    for slide in place.slides:
        charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
        for element in (
            slide._element,
            slide.notes_slide._element if slide.has_notes_slide else slide._element,
            *charts,
        ):
            assert element.xpath(".//a:r[not(a:rPr/@lang = 'en-GB')]") == []


def test_the_parts_of_a_chart_are_in_the_order_that_the_format_asks_for(place):
    for _, chart in place.charts():
        for name, order in ORDERS.items():
            for element in chart._chartSpace.xpath(f".//c:{name}"):
                tags = [child.tag.split("}")[1] for child in element]
                places = [order.split().index(each) for each in tags]
                assert places == sorted(places), (name, tags)
                once = [each for each in tags if each not in ("dPt", "dLbl")]
                assert len(once) == len(set(once)), (name, tags)


def test_the_slides_are_wide_and_the_file_says_what_it_is(report, edition):
    presentation = opened(powerpoint(report, edition, Blank()))
    assert (presentation.slide_width / presentation.slide_height) == pytest.approx(16 / 9, rel=1e-3)
    assert (presentation.core_properties.title, presentation.core_properties.language) == (report.title, "en-GB")


def test_the_same_release_gives_the_same_bytes(report, edition):
    assert powerpoint(report, edition, Blank()) == powerpoint(report, edition, Blank())


def test_a_name_that_looks_like_markup_or_a_formula_is_only_a_name(report, edition):
    words = '=1+1 <b>& "quoted" $$x$$ [a](b)'
    slide = opened(powerpoint(replace(report, title=words), edition, Blank())).slides[0]
    assert slide.shapes.title.text == words


def test_an_area_without_another_beside_it_is_drawn_within_its_axis(edition):
    figure = answered(edition, "areas", MEASURES["first_condition_gap"], FOOTPRINT)
    (alone,) = (row for row in figure.rows if row.area_code == FOOTPRINT)
    drawn = native_chart(replace(figure, rows=(alone,)), edition)
    assert drawn.categories == ("BLMK\n○ not compared",)
    assert {alone.value, alone.lower_ci_95, alone.upper_ci_95} == set(drawn.reached)
