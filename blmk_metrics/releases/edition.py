"""A release opened for reading: each of its measured tables is computed once, whoever asks for it."""

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from blmk_metrics.catalogue.cuts import SMALL_AREA, WHOLE
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Basis, Neighbourhood, Row, rows_of
from blmk_metrics.catalogue.variants import Variant, lead_variant, variant_by_id
from blmk_metrics.engines import Engine
from blmk_metrics.pipeline.counting import Series, series
from blmk_metrics.pipeline.stages import in_lead_variants, measured_table, measured_tables
from blmk_metrics.releases import Release, neighbourhoods
from blmk_metrics.releases.areas import Area, areas, choosable, member_codes
from blmk_metrics.releases.opening import open_checked
from blmk_metrics.releases.outlines import feature_collection

Kept = TypeVar("Kept")


class Edition:
    """A release, the engine over it, and what has been asked of them so far. Threads may share one."""

    def __init__(self, release: Release, engine: Engine) -> None:
        self.release = release
        self.engine = engine
        self._kept: dict[Hashable, Any] = {}
        self._lock = RLock()

    @property
    def catalogue(self) -> Catalogue:
        """Every measure of the release, with figures or without."""
        return self.release.catalogue

    def measures(self) -> tuple[Measure, ...]:
        """The measures of which the release holds figures."""
        return tuple(measure for measure in self.catalogue.measures if self.bases(measure))

    def bases(self, measure: Measure, category_type: str = WHOLE) -> tuple[Basis, ...]:
        """What the series of a measure, so cut, rest on; the one to show first."""
        return tuple(each.basis for each in self._series(measure) if each.category_type == category_type)

    def breakdowns(self, measure: Measure) -> tuple[str, ...]:
        """The cuts of a measure that the release has, neighbourhoods apart."""
        cuts = dict.fromkeys(each.category_type for each in self._series(measure))
        return tuple(cut for cut in cuts if cut not in (WHOLE, SMALL_AREA))

    def measured(
        self,
        measure: Measure,
        category_type: str = WHOLE,
        basis: Basis | None = None,
        variant: Variant | None = None,
    ) -> tuple[Row, ...]:
        """A measure's measured table as rows, in order of area, category and period. Not to be changed.

        Without a basis, of the series that reaches the latest period; without a variant, of the one that leads.
        """
        variant = variant or lead_variant(measure)
        first = self.bases(measure, category_type)[0]
        if category_type == WHOLE and basis in (None, first) and variant.is_lead:
            return self.whole()[measure.id]
        return self.once(
            ("measured", measure.id, variant, category_type, basis or first),
            lambda: rows_of(measured_table(measure, self.engine, category_type, basis or first, variant)),
        )

    def measure_of(self, question: Question) -> tuple[Measure, Variant]:
        """The measure that a question is about, and its variant."""
        measure = self.catalogue.measure(question.measure)
        return measure, variant_by_id(measure, question.variant)

    def rows(self, question: Question) -> tuple[Row, ...]:
        """The measured table that a question is about, whole: every area and period."""
        measure, variant = self.measure_of(question)
        basis = Basis(question.basis) if question.basis else None
        return self.measured(measure, cut_of(question), basis, variant)

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

    def once(self, key: Hashable, compute: Callable[[], Kept]) -> Kept:
        """What is computed of this edition under a key: once, and then kept."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = compute()
            kept: Kept = self._kept[key]
            return kept

    def _series(self, measure: Measure) -> tuple[Series, ...]:
        return self.once(("series", measure.id), lambda: series(measure, self.engine))

    def whole(self) -> dict[str, tuple[Row, ...]]:
        """Every measure's first series by the measure's id, judged in one pass."""

        def computed() -> dict[str, tuple[Row, ...]]:
            measures = self.measures()
            rows = rows_of(measured_tables(in_lead_variants(measures), self.engine))
            return {each.id: tuple(row for row in rows if row.indicator_id == each.id) for each in measures}

        return self.once("whole", computed)


def cut_of(question: Question) -> str:
    """By what a question's rows are cut: its cut, its neighbourhoods, or not at all."""
    return SMALL_AREA if question.level else question.cut or WHOLE


def open_edition(folder: Path, manifest: Path | None = None) -> Edition:
    """A folder's release, or that of another of its manifests, when it may be served.

    Raises ReleaseError when it may not; the message says why.
    """
    return Edition(*open_checked(folder, manifest))
