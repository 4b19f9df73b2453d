"""How time and memory of counting first onsets grow with the number of residents, drawn and told as a table.

Takes minutes and some gigabytes of disk. Run with: python -m tests.benchmarks.scale_of_records FOLDER
It keeps docs/scale.csv and docs/scale.svg; docs/scale.md says what they mean. FOLDER is for the invented populations.
"""

import csv
import statistics
import sys
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

import altair as alt
import numpy as np
import pyarrow.parquet as pq

from blmk_metrics.charts.theme import CHOSEN, CONTEXT, SECOND, finished
from blmk_metrics.drawing.pictures import picture
from tests.benchmarks.measured import run
from tests.browser.server import ROOT

# How many residents, and how often each is counted.
SIZES = {100_000: 5, 1_000_000: 5, 5_000_000: 3, 20_000_000: 2}
ENGLAND = 60_000_000
MEMORY_LIMIT = "4GB"
DOCS = ROOT / "docs"
TITLE = "Seconds to count first onsets, by the number of residents"


@dataclass(frozen=True)
class Point:
    """The medians of some runs over so many residents; memory is the most of them."""

    residents: int
    diagnoses: int
    megabytes_of_records: float
    seconds: float
    processor_seconds: float
    peak_megabytes: float


def main(folder: Path) -> None:
    """Measure every size, keep the figures, draw them and print the table."""
    points = [measured(folder / str(residents), residents, rounds) for residents, rounds in SIZES.items()]
    DOCS.mkdir(exist_ok=True)
    with (DOCS / "scale.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(asdict(points[0])), lineterminator="\n")
        lines.writeheader()
        lines.writerows(asdict(point) for point in points)
    (DOCS / "scale.svg").write_bytes(drawn(points))
    for point in points:
        print(" | ".join(f"{each:,}" for each in astuple(point)))
    for what in ("seconds", "processor_seconds"):
        begun, each = line(points, what)
        summary = (
            f"{begun:.1f} s and {1e6 * each:.2f} s a million; {ENGLAND:,}: {(begun + each * ENGLAND) / 60:.1f} minutes"
        )
        print(f"{what}: {summary}")


def measured(folder: Path, residents: int, rounds: int) -> Point:
    """Invent a population, count it some times, and take it away again."""
    options = ["--residents", str(residents), "--seed", "1", "-o", str(folder)]
    run(["-m", "blmk_metrics", "synthesise-records", *options])
    files = [str(folder / name) for name in ("residents.parquet", "diagnoses.parquet")]
    diagnoses = pq.read_metadata(files[1]).num_rows
    settings = ["--deprivation", str(folder / "deprivation.csv"), "--memory-limit", MEMORY_LIMIT]
    command = ["-m", "blmk_metrics", "count-onsets", *files, *settings, "-o", str(folder / "onsets.parquet")]
    runs = [run(command) for _ in range(rounds)]
    size = sum(Path(file).stat().st_size for file in files) / 1e6
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return Point(
        residents,
        diagnoses,
        round(size),
        round(statistics.median(each.seconds for each in runs), 1),
        round(statistics.median(each.busy for each in runs), 1),
        round(max(each.megabytes for each in runs)),
    )


def line(points: list[Point], what: str) -> tuple[float, float]:
    """The straight line through the points, by least squares: where it begins, and how much each resident adds."""
    each, begun = statistics.linear_regression(
        [point.residents for point in points], [getattr(point, what) for point in points]
    )
    return begun, each


def drawn(points: list[Point]) -> bytes:
    """Time against residents, both as powers of ten, with each point's peak memory and the straight line, as SVG."""
    begun, each = line(points, "processor_seconds")
    sizes = np.geomspace(points[0].residents, ENGLAND)
    fitted = [{"residents": size, "seconds": begun + each * size} for size in sizes]
    clock = [{"residents": point.residents, "seconds": point.seconds} for point in points]
    busy = [
        {
            "residents": point.residents,
            "seconds": point.processor_seconds,
            "label": f"{point.peak_megabytes:,.0f} MB",
        }
        for point in points
    ]
    x = alt.X(
        "residents:Q",
        title="Residents",
        scale=alt.Scale(type="log", domain=[points[0].residents / 2, 1e8], nice=False),
        axis=alt.Axis(format="~s", values=[*SIZES, ENGLAND]),
    )
    ticks = [each * ten for ten in (1, 10, 100, 1000) for each in (1, 2, 5)]
    y = alt.Y("seconds:Q", title="Seconds", scale=alt.Scale(type="log"), axis=alt.Axis(values=ticks))
    layers = [
        _on(fitted).mark_line(color=CONTEXT, strokeDash=[4, 3]),
        _on(clock).mark_point(shape="diamond", size=90, color=SECOND, opacity=1),
        _on(busy).mark_point(filled=True, size=90, color=CHOSEN, opacity=1),
        _on(busy).mark_text(align="left", dx=8, dy=12).encode(text="label:N"),
        _on([fitted[-1] | {"label": "England, extrapolated"}])
        .mark_text(align="right", dx=-10, dy=-8)
        .encode(text="label:N"),
    ]
    spec = finished([layer.encode(x=x, y=y) for layer in layers], height=320).to_dict()
    subtitle = (
        f"The whole command under --memory-limit {MEMORY_LIMIT}. Dots: seconds of processors, with the most memory; "
        "diamonds: seconds on the clock of a busy machine; broken line: straight in the number of residents"
    )
    return picture(spec, "svg", TITLE, subtitle, "Invented records, two shared cores: see docs/scale.md")


def _on(rows: list[dict]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
