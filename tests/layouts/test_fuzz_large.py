"""A file of some 300 MB is read like a small one, in memory that a laptop has."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.layouts.layouts import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
SIZE = 300_000_000
MOST_MEMORY = 4_000_000_000
READ = """
import resource, sys, time
from pathlib import Path
from blmk_metrics import layouts
from tests.layouts.layouts import REFERENCE
began = time.monotonic()
reading = layouts.read(Path(sys.argv[1]), REFERENCE)
took = time.monotonic() - began
(part,) = reading.parts
print(part.table.num_rows, reading.account.rows, sum(part.table["value"].to_pylist()), f"{took:.1f}", sep="\\t")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.mark.slow
def test_a_file_of_300_megabytes_gives_the_right_rows(tmp_path):
    layout = BY_NAME["fingertips 27"]
    header, *lines = layout.lines()
    ours, strange = lines[:-1], lines[-1]
    path, written = tmp_path / "download.csv", 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "".join(ours[:3]))
        while written < SIZE:
            # Other areas, and other indicators of the areas that are known.
            block = "".join(
                strange.replace("E06000999", f"E07{each:06}") + ours[0].replace("22401,", f"8{each:04},", 1)
                for each in range(2000)
            )
            written += file.write(block)
        file.write("".join(ours[3:]))
    done = subprocess.run([sys.executable, "-c", READ, path], cwd=ROOT, capture_output=True, text=True, check=True)
    counts, memory = done.stdout.splitlines()
    rows, source_rows, total, took = counts.split("\t")
    size = path.stat().st_size
    print(f"{size / 1e6:,.0f} MB, {int(source_rows):,} rows: {took} s, {int(memory) / 1e9:.2f} GB at most")
    assert (int(rows), float(total)) == (5, 1639 + 1 + 2 + 1510.5 + 1933)
    assert int(source_rows) > 1_000_000
    assert int(memory) < MOST_MEMORY
