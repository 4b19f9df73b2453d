"""How an area's Places compare, as the title of a figure that shows them all, from their verdicts only."""

from collections.abc import Sequence

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Comparison, Reliability
from blmk_metrics.narrative.comparisons import FEW, comparison

# How long a map's title is at most where counting Places can make it so, in letters, and its verdicts in the order in
# which a reader meets them.
LONGEST = 90
MET = (
    *("much worse", "worse", "much better", "better", "much higher", "higher", "much lower", "lower", "similar"),
    *("not compared", "unreliable", "no figure"),
)
DIRECTIONS = (Comparison.BETTER, Comparison.WORSE, Comparison.HIGHER, Comparison.LOWER)
# What is no verdict on a Place is said of its figure.
APART = {"unreliable": "unreliable in", "no figure": "no figure for"}


def where_title(rows: Sequence[Row]) -> str:
    """How many Places differ from the benchmark, by the verdicts beside them: `Of 4 Places, 1 worse than England`."""
    places = [row for row in rows if row.area_type == "place"]
    names = {row.benchmark_name for row in places if row.benchmark_name}
    name = names.pop() if len(names) == 1 else None
    if name is None:
        return "Where the Places are"
    if len(places) == 1:
        return map_title(places)
    silent = sum(row.comparison is Comparison.NOT_COMPARED for row in places)
    if silent == len(places):
        return f"None of the {silent} Places can be compared with {name}"
    directions = [row.comparison.direction for row in places]
    counted = ((each, directions.count(each)) for each in DIRECTIONS)
    parts = [f"{count} {each} than {name}" for each, count in counted if count]
    finding = " and ".join(parts) if parts else f"none differs clearly from {name}"
    return f"Of {len(places)} Places, {finding}" + (f"; {silent} not compared" if silent else "")


def map_title(rows: Sequence[Row]) -> str:
    """How each Place compares, as a map's title: `Luton much worse than England; 3 Places similar`.

    Names at most FEW Places of a verdict, and counts where the title would be longer than LONGEST letters, the last
    first; where each is longer, it is the shortest. Tells the reasons for no verdict apart where there is one. Claims
    nothing where Places have no benchmark in common.
    """
    places = [row for row in rows if row.area_type == "place"]
    benchmarks = {row.benchmark_name for row in places if row.benchmark_name}
    if not benchmarks:
        return "No Place on the map is compared with another area"
    if len(benchmarks) > 1:
        return "Each Place on the map, with its own verdict"
    if all(row.comparison is Comparison.NOT_COMPARED for row in places):
        return f"No Place on the map is compared with {benchmarks.pop()}"
    silent = {_on_the_map(row) for row in places if row.comparison is Comparison.NOT_COMPARED}
    by_verdict: dict[str, list[Row]] = {verdict: [] for verdict in MET}
    for row in places:
        by_verdict[row.comparison if len(silent) > 1 else _on_the_map(row)].append(row)
    parts = [(verdict, found) for verdict, found in by_verdict.items() if found]
    titles = (_with_places(parts, len(places), named) for named in range(len(parts), -1, -1))
    return min(titles, key=lambda title: max(0, len(title) - LONGEST))


def _with_places(parts: Sequence[tuple[str, Sequence[Row]]], every: int, named: int) -> str:
    """Verdicts with their Places, which the first few name and the others count."""
    texts = []
    for at, (verdict, found) in enumerate(parts):
        many = f"{'All ' * (len(found) == every > 1)}{len(found)} Place{'s' * (len(found) > 1)}"
        who = " and ".join(row.area_name for row in found) if len(found) <= FEW and at < named else many
        compared = comparison(found[0]) if at == 0 else verdict
        texts.append(f"{APART[verdict]} {who}" if verdict in APART else f"{who} {compared}")
    return "; ".join(texts)


def _on_the_map(row: Row) -> str:
    """A Place's verdict as its label on a map has it: without a figure, or with one that is unreliable, it has none."""
    if row.value is None:
        return "no figure"
    return "unreliable" if row.reliability is Reliability.UNRELIABLE else row.comparison
