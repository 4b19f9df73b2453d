"""Commands of `python -m blmk_metrics` that change or tell what a folder serves."""

import argparse
import shlex
from collections.abc import Iterable


def next_step(options: argparse.Namespace, command: str, words: Iterable[str] = ()) -> str:
    """A command to type next, over the same folder."""
    return shlex.join(["python", "-m", "blmk_metrics", command, *words, *options.data_words])
