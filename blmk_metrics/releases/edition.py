"""A release opened for reading: its answers are read once, whoever asks for them."""

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from blmk_metrics.catalogue.cuts import SMALL_AREA, WHOLE
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Basis, Neighbourhood, Row
from blmk_metrics.catalogue.variants import Variant, lead_variant, variant_by_id, variant_when_cut
from blmk_metrics.releases.areas import Area, areas_of, choosable
from blmk_metrics.releases.finished_answers import Answers, open_answers
from blmk_metrics.releases.ledger import refuse_unpublished
from blmk_metrics.releases.manifest import MANIFEST, Release, ReleaseError
from blmk_metrics.releases.neighbourhoods import LEVELS
from blmk_metrics.releases.reading import CANDIDATE, manifest_bytes, place_of, read_release
from blmk_metrics.releases.reconciliation import PublishedFigure

Kept = TypeVar("Kept")


class Edition:
    """A release, its finished answers, and what of them has been read so far. Threads may share one."""

    def __init__(self, release: Release, answers: Answers) -> None:
        self.release = release
        self.answers = answers
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
        return tuple(basis for cut, basis in self.series(measure) if cut == category_type)

    def breakdowns(self, measure: Measure) -> tuple[str, ...]:
        """The cuts of a measure that the release has, neighbourhoods apart."""
        cuts = dict.fromkeys(cut for cut, _ in self.series(measure))
        return tuple(cut for cut in cuts if cut not in (WHOLE, SMALL_AREA))

    def series(self, measure: Measure) -> tuple[tuple[str, Basis], ...]:
        """The series of a measure: by what each is cut, and its basis; of each cut the first is the one to show."""
        return self.once(("series", measure.id), lambda: self.answers.series(measure.id))

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
        variant = variant_when_cut(measure, variant or lead_variant(measure), category_type)
        basis = basis or self.bases(measure, category_type)[0]
        series = (measure.id, variant.id, category_type, basis)
        return self.once(("measured", *series), lambda: self.answers.rows(*series))

    def measure_of(self, question: Question) -> tuple[Measure, Variant]:
        """The measure that a question is about, and its variant."""
        measure = self.catalogue.measure(question.measure)
        return measure, variant_by_id(measure, question.variant)

    def rows(self, question: Question) -> tuple[Row, ...]:
        """The measured table that a question is about, whole: every area and period."""
        measure, variant = self.measure_of(question)
        basis = Basis(question.basis) if question.basis else None
        return self.measured(measure, cut_of(question), basis, variant)

    def areas(self) -> dict[str, Area]:
        """Every area of the release by its code, in the order in which the release lists them."""
        return self.once("areas", lambda: areas_of(self.answers.listed("areas")))

    def periods(self, question: Question) -> list[str]:
        """The periods in which any area has a figure of the series that a question is about, earliest first."""
        measure, variant = self.measure_of(question)
        cut = cut_of(question)
        series = (measure.id, variant_when_cut(measure, variant, cut).id, cut, question.basis)
        return self.once(("periods", *series), lambda: self.answers.periods(*series))

    def area(self, code: str) -> Area:
        """One area by its code."""
        return self.areas()[code]

    def choosable(self) -> dict[str, Area]:
        """The areas a reader may choose as theirs, by code: footprints first, then Places."""
        return choosable(self.areas().values())

    def members(self, code: str) -> tuple[str, ...]:
        """The areas that an area is made of: a footprint's members in the release's order, or the area itself."""
        rows = self.once("members", lambda: self.answers.listed("area_members"))
        return tuple(row["member_code"] for row in rows if row["footprint_code"] == code) or (code,)

    def published_figures(self) -> list[PublishedFigure]:
        """The figures printed elsewhere that the release holds its own against."""
        return [PublishedFigure(**each) for each in self.answers.listed("published_figures")]

    def outlines(self) -> dict[str, Any]:
        """Outlines of the areas for a map, as a GeoJSON FeatureCollection (see `publishing/outlines.py`) whose `name`
        is that of its file."""
        return self._outlines("outlines")

    def levels(self, area_code: str) -> tuple[str, ...]:
        """The levels at which there are neighbourhoods of an area, finest first."""
        levels = self.once(
            ("levels", area_code),
            lambda: self.answers.records("levels", "neighbourhoods", areas=list(self.members(area_code))),
        )
        return tuple(level for level in LEVELS if {"level": level} in levels)

    def neighbourhoods(self, level: str, area_code: str) -> list[Neighbourhood]:
        """An area's neighbourhoods at a level, most deprived first."""
        areas = list(self.members(area_code))
        return self.once(
            ("neighbourhoods", level, area_code),
            lambda: [
                Neighbourhood(**each)
                for each in self.answers.records("neighbourhoods", "neighbourhoods", level=level, areas=areas)
            ],
        )

    def neighbourhood_outlines(self, level: str, area_code: str) -> dict[str, Any]:
        """Outlines of an area's neighbourhoods at a level for a map, in the same form."""
        return self._outlines(f"outlines/{level}/{area_code}")

    def _outlines(self, name: str) -> dict[str, Any]:
        return self.once(name, lambda: {**self.answers.document(name), "name": self.answers.path(name).name})

    def once(self, key: Hashable, compute: Callable[[], Kept]) -> Kept:
        """What is computed of this edition under a key: once, and then kept."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = compute()
            kept: Kept = self._kept[key]
            return kept


def cut_of(question: Question) -> str:
    """By what a question's rows are cut: its cut, its neighbourhoods, or not at all."""
    return SMALL_AREA if question.level else question.cut or WHOLE


def open_edition(folder: Path, manifest: Path | None = None) -> Edition:
    """A folder's release, or that of another of its manifests, with its finished answers.

    Raises ReleaseError when it cannot be read whole; the message says why.
    """
    release = read_release(folder, manifest)
    if manifest == folder / CANDIDATE and release.answers is None:
        raise ReleaseError(
            f"Candidate {release.id} in {folder} has not passed its checks. Check it first with python -m blmk_metrics "
            "check."
        )
    if manifest != folder / CANDIDATE:
        path = manifest or folder / MANIFEST
        refuse_unpublished(folder, manifest_bytes(path), place_of(folder, release.id))
    return Edition(release, open_answers(folder, release))
