"""What one release says that another does not: new periods, revised figures, areas and measures that came or went."""

from collections.abc import Iterable
from dataclasses import dataclass

from blmk_metrics.areas import areas
from blmk_metrics.engines import Engine
from blmk_metrics.formats import MISSING, number
from blmk_metrics.indicators import INDICATORS, Indicator
from blmk_metrics.measures import measure, measured_here
from blmk_metrics.releases import Release
from blmk_metrics.selection import Row, periods

# Floating point's last digits are no revision.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Difference:
    """One thing that differs, as it reads: what kind of difference, of what, and both sides of it."""

    kind: str
    of: str
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        sides = f": {self.before} → {self.after}" if self.before or self.after else ""
        return " ".join(part for part in (self.kind, self.of, self.what) if part) + sides


def differences(before: Release, engine_before: Engine, after: Release, engine_after: Engine) -> list[Difference]:
    """Everything in which two releases differ for a reader, areas first and then measure by measure."""
    found = list(_areas(before, after))
    held, holds = measured_here(engine_before), measured_here(engine_after)
    for indicator in INDICATORS:
        if indicator in held and indicator in holds:
            found += _natures(indicator, before, after)
            rows = [measure(indicator, engine).to_pylist() for engine in (engine_before, engine_after)]
            found += _figures(indicator, *rows)
        elif indicator in holds:
            found.append(Difference("measure added", indicator.short_name, ""))
        elif indicator in held:
            found.append(Difference("measure gone", indicator.short_name, ""))
    return found


def _areas(before: Release, after: Release) -> Iterable[Difference]:
    had, has = areas(before), areas(after)
    for code in sorted(has.keys() - had.keys()):
        yield Difference("area added", has[code].name, code)
    for code in sorted(had.keys() - has.keys()):
        yield Difference("area gone", had[code].name, code)


def _natures(indicator: Indicator, before: Release, after: Release) -> Iterable[Difference]:
    natures = ["synthetic" if each.synthetic(indicator) else "real" for each in (before, after)]
    if natures[0] != natures[1]:
        yield Difference("data", indicator.short_name, "", *natures)


def _figures(indicator: Indicator, before: list[Row], after: list[Row]) -> Iterable[Difference]:
    bases = [rows[0]["basis"] for rows in (before, after)]
    if bases[0] != bases[1]:
        yield Difference("basis", indicator.short_name, "", *bases)
    had, has = periods(before), periods(after)
    for period in sorted(set(has) - set(had)):
        yield Difference("new period", indicator.short_name, period)
    for period in sorted(set(had) - set(has)):
        yield Difference("period gone", indicator.short_name, period)
    old = {(row["area_code"], row["period"]): row for row in before}
    for row in after:
        was = old.get((row["area_code"], row["period"]))
        if was is not None and row["period"] in had and row["period"] in has and _revised(was["value"], row["value"]):
            yield Difference(
                "revised", indicator.short_name, f"{row['area_name']} {row['period']}", *_told(was, row, indicator)
            )


def _revised(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) > TOLERANCE * max(abs(before), abs(after))


def _told(before: Row, after: Row, indicator: Indicator) -> tuple[str, str]:
    """Both figures as printed, with as many more digits as tell them apart, or why there is none."""
    for decimals in range(indicator.decimals, 12):
        texts = [
            f"{MISSING} ({row['reason']})" if row["value"] is None else number(row["value"], decimals)
            for row in (before, after)
        ]
        if texts[0] != texts[1]:
            break
    return texts[0], texts[1]
