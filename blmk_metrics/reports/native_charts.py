"""Native charts in slides: what python-pptx has no call for is written here, once."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt
from xlsxwriter.utility import xl_col_to_name

from blmk_metrics.charts.theme import GRID, QUIET_TEXT, TEXT
from blmk_metrics.reports.axes import Axis, axis_of
from blmk_metrics.reports.chart_parts import NativeChart, Series, Values
from blmk_metrics.reports.chart_workbook import SHEET, distances, limit_columns, workbook
from blmk_metrics.reports.colours import rgb
from blmk_metrics.reports.sheet_cells import number_format

# The size of a chart's letters in points, and how wide one is, half of that.
SMALL = 12
LETTER = Pt(SMALL) // 2
# The share of a chart's width that its value axis leaves.
PLOT = 0.9
MARKERS = {"circle": XL_MARKER_STYLE.CIRCLE, "dash": XL_MARKER_STYLE.DASH, "": XL_MARKER_STYLE.NONE}
DASHES = {"": MSO_LINE.SOLID, "dashed": MSO_LINE.DASH, "dotted": MSO_LINE.ROUND_DOT}


def add_chart(shapes: Any, chart: NativeChart, box: Sequence[int], unit: str, decimals: int) -> Any:
    """Put a chart into a slide; `box` is left, top, width and height. The graphic frame.

    The workbook behind it holds every value and limit as it is, shown with so many decimals.
    """
    shown = number_format(decimals)
    data = CategoryChartData(number_format=shown)
    data.categories = chart.categories
    for each in chart.series:
        data.add_series(each.name, each.values)
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box, data)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(workbook(chart, shown))
    drawn.has_legend = False
    drawn.font.size, drawn.font.color.rgb = Pt(SMALL), rgb(TEXT)
    _unit_above(drawn, unit)
    _axes(drawn, shown, axis_of(chart.reached, decimals))
    if _crowded(chart.categories, box[2]):
        _turn_labels(drawn.category_axis)
    columns = dict(limit_columns(chart))
    for place, each in enumerate(chart.series):
        _series(drawn.plots[0].series[place], each, columns.get(place), shown)
    return frame


def _series(drawn: Any, series: Series, column: int | None, shown: str) -> None:
    drawn.smooth = False
    line = drawn.format.line
    if series.width:
        line.color.rgb, line.width = rgb(series.colour), Pt(series.width)
        line.dash_style = DASHES[series.dash]
    else:
        line.fill.background()
    _mark(drawn.marker, series.marker, series.colour, hollow=False)
    for place in series.hollow:
        _mark(drawn.points[place].marker, series.marker, series.colour, hollow=True)
    for place in series.cuts:
        # The line of a point is the one that leads to it.
        drawn.points[place].format.line.fill.background()
        _mark(drawn.points[place].marker, series.marker, series.colour, hollow=False)
    before = ("c:cat", "c:val", "c:smooth", "c:extLst")
    if series.label and any(value is not None for value in series.values):
        drawn._element.insert_element_before(_end_label(series), "c:trendline", "c:errBars", *before)
    if column is not None:
        drawn._element.insert_element_before(_error_bars(series, column, shown), *before)


def _mark(marker: Any, style: str, colour: str, *, hollow: bool) -> None:
    marker.style = MARKERS[style]
    if style:
        marker.size = 10 if style == "dash" else 8
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb("#FFFFFF" if hollow else colour)
        marker.format.line.color.rgb = rgb(colour)


def _end_label(series: Series) -> Any:
    """The name of a series beside its last point, and no other label."""
    last = max(place for place, value in enumerate(series.values) if value is not None)
    no = "".join(f'<c:{each} val="0"/>' for each in ("showLegendKey", "showVal", "showCatName"))
    rest = "".join(f'<c:{each} val="0"/>' for each in ("showPercent", "showBubbleSize"))
    return parse_xml(
        f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{last}"/><c:spPr><a:noFill/></c:spPr><c:txPr><a:bodyPr '
        f'wrap="none"/><a:p><a:pPr><a:defRPr sz="1400" b="1"><a:solidFill><a:srgbClr val="{series.colour[1:]}"/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr><c:dLblPos val="{series.label}"/>'
        f'{no}<c:showSerName val="1"/>{rest}</c:dLbl>{no}<c:showSerName val="0"/>{rest}</c:dLbls>'
    )


def _error_bars(series: Series, column: int, shown: str) -> Any:
    """The 95% limits of a series, read from the columns of its workbook that say how far they lie from its values."""
    minus, plus = (_reference(values, column + 2 + at, shown) for at, values in enumerate(distances(series)))
    return parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{plus}</c:plus><c:minus>{minus}</c:minus><c:spPr><a:ln w="15875"><a:solidFill>'
        f'<a:srgbClr val="{series.colour[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )


def _reference(values: Values, column: int, shown: str) -> str:
    name = xl_col_to_name(column)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{SHEET}!${name}$2:${name}${len(values) + 1}</c:f><c:numCache><c:formatCode>{shown}"
        f'</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _unit_above(drawn: Any, unit: str) -> None:
    """The unit of the values, level above their axis."""
    frame = drawn.chart_title.text_frame
    frame.text = unit
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(SMALL), False, rgb(QUIET_TEXT)
    title = drawn.chart_title._element
    for layout in title.xpath("c:layout"):
        title.remove(layout)
    title.insert_element_before(
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.01"/>'
            '<c:y val="0.01"/></c:manualLayout></c:layout>'
        ),
        *("c:overlay", "c:spPr", "c:txPr"),
    )


def _axes(drawn: Any, shown: str, axis: Axis) -> None:
    across, up = drawn.category_axis, drawn.value_axis
    across.format.line.color.rgb = rgb(QUIET_TEXT)
    # Below the chart even where values are negative.
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.format.line.fill.background()
    across.major_tick_mark = up.major_tick_mark = XL_TICK_MARK.NONE
    up.major_gridlines.format.line.color.rgb = rgb(GRID)
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = shown, False
    up.minimum_scale, up.maximum_scale, up.major_unit = axis.low, axis.high, axis.step


def _crowded(categories: Sequence[str], width: int) -> bool:
    """Whether labels side by side would run into each other: they are broken between words only."""
    longest = max(len(word) for label in categories for word in label.split())
    return (longest + 1) * LETTER * len(categories) > width * PLOT


def _turn_labels(across: Any) -> None:
    across.tick_labels.font.size = Pt(SMALL)
    (form,) = across._element.xpath("c:txPr/a:bodyPr")
    # Upwards from left to right, in 60,000ths of a degree.
    form.set("rot", "-2700000")
    form.set("vert", "horz")
