"""A release opened for reading: each of its measured tables is computed once, whoever asks for it."""

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import RLock
from typing import Any

from blmk_metrics.catalogue.cuts import SMALL_AREA, WHOLE
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Basis, Neighbourhood, Row, rows_of
from blmk_metrics.engines import Engine
from blmk_metrics.indicators import BY_ID, INDICATORS, Indicator
from blmk_metrics.pipeline.counting import Series, series
from blmk_metrics.pipeline.stages import measure, measure_all
from blmk_metrics.releases import Release, neighbourhoods
from blmk_metrics.releases.areas import Area, areas, choosable, member_codes
from blmk_metrics.releases.opening import open_checked
from blmk_metrics.releases.outlines import feature_collection
from blmk_metrics.ways import not_lead, said_by, way


class Edition:
    """A release, the engine over it, and what has been asked of them so far. Threads may share one."""

    def __init__(self, release: Release, engine: Engine) -> None:
        self.release = release
        self.engine = engine
        self._kept: dict[Hashable, Any] = {}
        self._lock = RLock()

    def measures(self) -> tuple[Indicator, ...]:
        """The measures of which the release holds figures."""
        return tuple(indicator for indicator in INDICATORS if self.bases(indicator))

    def bases(self, indicator: Indicator, category_type: str = WHOLE) -> tuple[Basis, ...]:
        """What the series of an indicator, so cut, rest on; the one to show first."""
        return tuple(each.basis for each in self._series(indicator) if each.category_type == category_type)

    def breakdowns(self, indicator: Indicator) -> tuple[str, ...]:
        """The category types by which the release can cut an indicator, neighbourhoods apart."""
        cuts = dict.fromkeys(each.category_type for each in self._series(indicator))
        return tuple(cut for cut in cuts if cut not in (WHOLE, SMALL_AREA))

    def measured(self, indicator: Indicator, category_type: str = WHOLE, basis: Basis | None = None) -> tuple[Row, ...]:
        """An indicator's measured table as rows, in order of area, category and period. Not to be changed.

        Without a basis, of the series that reaches the latest period. Said as the indicator is: see `ways.said_by`.
        """
        first = self.bases(indicator, category_type)[0]
        if category_type == WHOLE and basis in (None, first) and not not_lead(indicator):
            return self.whole()[indicator.id]
        said = tuple(each.method for each in way(indicator))
        return self.once(
            ("measured", indicator.id, said, category_type, basis or first),
            lambda: rows_of(measure(indicator, self.engine, category_type, basis or first)),
        )

    def subject(self, question: Question) -> Indicator:
        """The measure that a question is about, under the name of its variant."""
        return said_by(BY_ID[question.measure], question.variant or None)

    def cut_of(self, question: Question) -> str:
        """By what a question's rows are cut: its cut, its neighbourhoods, or not at all."""
        return SMALL_AREA if question.level else question.cut or WHOLE

    def rows(self, question: Question) -> tuple[Row, ...]:
        """The measured table that a question is about, whole: every area and period."""
        basis = Basis(question.basis) if question.basis else None
        return self.measured(self.subject(question), self.cut_of(question), basis)

    def area(self, code: str) -> Area:
        """One area by its code."""
        return areas(self.release)[code]

    def choosable(self) -> dict[str, Area]:
        """The areas a reader may choose as theirs, by code: footprints first, then Places."""
        return choosable(self.release)

    def members(self, code: str) -> tuple[str, ...]:
        """The areas that an area is made of: a footprint's members, or itself."""
        return member_codes(self.release, code)

    def outlines(self) -> dict[str, Any]:
        """Outlines of the areas for a map, as a GeoJSON FeatureCollection."""
        return self.once("outlines", lambda: feature_collection(self.release.tables["boundaries"], areas(self.release)))

    def neighbourhood_outlines(self, level: str, area_code: str) -> dict[str, Any]:
        """Outlines of an area's neighbourhoods at a level for a map, as a GeoJSON FeatureCollection."""
        return self.once(
            ("neighbourhoods", level, area_code),
            lambda: neighbourhoods.outlines_of(self.release, level, self.members(area_code)),
        )

    def deprivation(self, level: str, area_code: str) -> list[Neighbourhood]:
        """An area's neighbourhoods at a level, most deprived first: see `neighbourhoods.deprivation`."""
        return self.once(
            ("deprivation", level, area_code),
            lambda: neighbourhoods.deprivation(self.engine, level, self.members(area_code)),
        )

    def once(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """What is computed of this edition under a key: once, and then kept."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = compute()
            return self._kept[key]

    def _series(self, indicator: Indicator) -> tuple[Series, ...]:
        return self.once(("series", indicator.id), lambda: series(indicator, self.engine))

    def whole(self) -> dict[str, tuple[Row, ...]]:
        """Every measure's first series by the measure's id, judged in one pass."""

        def computed() -> dict[str, tuple[Row, ...]]:
            here = self.measures()
            rows = rows_of(measure_all(here, self.engine))
            return {each.id: tuple(row for row in rows if row.indicator_id == each.id) for each in here}

        return self.once("whole", computed)


def open_edition(folder: Path, manifest: Path | None = None) -> Edition:
    """A folder's release, or that of another of its manifests, when it may be served.

    Raises ReleaseError when it may not; the message says why.
    """
    return Edition(*open_checked(folder, manifest))
