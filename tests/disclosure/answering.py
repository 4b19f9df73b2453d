"""A process that has every figure of a release, or its extracts, and keeps them until it is told to end.

Run as `python -m tests.disclosure.answering FOLDER figures`, or `extracts`.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY = "ready"


@contextmanager
def process_with(what: str, folder: Path) -> Iterator[int]:
    """A process that has the figures, or the extracts, of a folder's release in memory: its number."""
    command = [sys.executable, "-m", "tests.disclosure.answering", str(folder), what]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().split()[0] == READY
        yield process.pid
        process.stdin.close()


def _figures(folder: Path) -> list[Any]:
    from blmk_metrics.figures import answer
    from blmk_metrics.figures.identified import printed_questions
    from blmk_metrics.lineage import origin
    from blmk_metrics.releases.edition import open_edition

    edition = open_edition(folder)
    figures = [answer(edition, question) for question in printed_questions(edition)]
    kept: list[Any] = [(each.table, each.cells, each.title, each.stamp, each.text_alternative) for each in figures]
    kept += [origin(edition, each) for each in figures if each.question.measure]
    return [edition, figures, kept]


def _extracts(folder: Path) -> list[Any]:
    from blmk_metrics.publishing.extract_tables import open_tables

    return [open_tables(folder)]


if __name__ == "__main__":
    kept = {"figures": _figures, "extracts": _extracts}[sys.argv[2]](Path(sys.argv[1]))
    print(READY, len(kept), flush=True)
    sys.stdin.read()
