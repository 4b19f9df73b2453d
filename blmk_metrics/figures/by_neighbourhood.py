"""A measure by neighbourhood of an area, as a figure."""

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.rows import Row, in_period, of_area
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.making import figure
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative import alt_text
from blmk_metrics.pipeline.stages import SMALL_AREA
from blmk_metrics.releases import Release, neighbourhoods
from blmk_metrics.releases.edition import Edition


def by_neighbourhood(edition: Edition, indicator: Indicator, level: str, area_code: str, period: str) -> Figure:
    """A map of an area's neighbourhoods at a level by a measure that was counted there, in one period."""
    names = neighbourhoods.names_of(edition.release, level, edition.members(area_code))
    now = in_period(counted(edition, indicator, level, area_code), period)
    return figure(
        edition,
        "neighbourhoods",
        indicator,
        [row._replace(category=names[row.category]) for row in now],
        {"place": area_code, "level": level, "period": period},
        draw=lambda: charts.neighbourhood_map(
            now, edition.neighbourhood_outlines(level, area_code), indicator.unit, indicator.decimals
        ),
        title=f"{indicator.short_name} by neighbourhood in {period}",
        subtitle=f"{indicator.unit}. {narrative.how_firm(now)} Those left white have none; the table says why",
        alt_text=alt_text.neighbourhoods_alt(now, indicator),
        note=outlines_note(edition.release),
        label_column="category",
    )


def counted(edition: Edition, indicator: Indicator, level: str, area_code: str) -> list[Row]:
    """A measure's rows of an area's neighbourhoods at a level; `category` is the neighbourhood's code."""
    names = neighbourhoods.names_of(edition.release, level, edition.members(area_code))
    return [row for row in of_area(edition.measured(indicator, SMALL_AREA), area_code) if row.category in names]


def outlines_note(release: Release) -> str:
    """Whose the outlines of neighbourhoods are."""
    kept = [each.provenance for each in release.extracts if each.name == "small_areas"]
    return " ".join(f"{text}." for text in dict.fromkeys(f"{each.source}. {each.licence}" for each in kept))
