"""How computing a release's answers grows with areas, years and measures: each invented release in its own process.

Run with: python -m tests.benchmarks.scale_of_answers FOLDER
It prints a table for docs/scale.md.
"""

import random
import sys
import time
from pathlib import Path

import pyarrow as pa
from shapely.geometry import box

from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.publishing.from_tables import publish
from tests.benchmarks.measured import run
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import REAL, TODAY, drawn_tables

# Measures, areas, years: each doubled by itself, then the release that is to come.
SIZES = ((5, 6, 12), (10, 6, 12), (5, 85, 10), (5, 170, 10), (5, 170, 20), (10, 170, 20), (50, 170, 20))
PLACES = 4
GROUPS = [("all", ""), *((cut.id, label) for cut in CUTS.values() for label in cut.labels)]


def invented(folder: Path, measures: int, areas: int, years: int) -> Path:
    """Publish a release of invented estimates of so many measures, areas and years, by every cut; return the folder."""
    chance = random.Random(1)
    places = [
        {"area_code": f"A{place:03}", "area_name": f"Area {place}", "full_name": f"Area {place}", "position": place}
        | {"area_type": "place" if place < PLACES else "country"}
        for place in range(areas - 1)
    ]
    country = {"area_code": "ALB", "area_name": "Albion", "full_name": "Albion", "area_type": "country"}
    tables = drawn_tables(areas=[*places, {**country, "position": areas}], area_members=[])
    tables["boundaries"] = pa.table(
        {
            "area_code": [each["area_code"] for each in places],
            "name": [each["area_name"] for each in places],
            "geometry": pa.array([box(at, 52, at + 1, 53).wkb for at in range(len(places))], pa.binary()),
        }
    )
    declared = [drawn_measure(id=f"measure_{number}") for number in range(measures)]
    tables[PUBLISHED] = pa.concat_tables(
        _estimates(measure.id, [*(each["area_code"] for each in places), "ALB"], years, chance) for measure in declared
    )
    with_source = {name: (table, REAL) for name, table in tables.items()}
    publish(folder, "Invented", TODAY, with_source, catalogue=catalogue_of(declared))
    return folder


def _estimates(measure: str, areas: list[str], years: int, chance: random.Random) -> pa.Table:
    keys = [
        (code, f"{2003 + year}/{(4 + year) % 100:02}", *group)
        for code in areas
        for year in range(years)
        for group in GROUPS
    ]
    values = [chance.uniform(40, 80) for _ in keys]
    columns = dict(zip(("area_code", "period", "category_type", "category"), zip(*keys, strict=True), strict=True))
    limits = {"lower_ci_95": -2, "upper_ci_95": 2, "lower_ci_998": -3, "upper_ci_998": 3}
    columns |= {"indicator_id": [measure] * len(keys), "value": values}
    columns |= {name: [value + beyond for value in values] for name, beyond in limits.items()}
    schema = SCHEMAS[PUBLISHED]
    return pa.table(
        {name: pa.array(columns.get(name, [None] * len(keys)), schema.field(name).type) for name in schema.names},
        schema,
    )


def main(folder: Path) -> None:
    """Print a row for each size."""
    print("| Measures | Areas | Years | Rows | Seconds of processor | Peak memory, MB | Answers, MB |")
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        room = folder / "x".join(map(str, size))
        made = run(["-m", "tests.benchmarks.scale_of_answers", str(room), *map(str, size)])
        stored = sum(path.stat().st_size for path in (room / "answers").iterdir()) / 1e6
        seconds = float(made.output.split()[-1])
        measures, areas, years = size
        rows = measures * areas * years * len(GROUPS)
        print(f"| {measures} | {areas} | {years} | {rows:,} | {seconds:.0f} | {made.megabytes:,.0f} | {stored:.0f} |")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        began = time.process_time()
        invented(Path(sys.argv[1]), *map(int, sys.argv[2:]))
        print(time.process_time() - began)
