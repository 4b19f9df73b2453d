"""How far a download is, on standard error."""

import sys

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from blmk_metrics.fetching.transfer import Report

__all__ = ["Progress", "bars", "reporting"]


def bars() -> Progress:
    """Progress bars for a `with` statement; they say nothing where standard error is no terminal."""
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def reporting(progress: Progress, task: TaskID) -> Report:
    """What a download calls with the bytes it has and the bytes there will be."""
    return lambda size, total: progress.update(task, completed=size, total=total)
