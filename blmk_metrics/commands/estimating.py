"""The command that runs a method over an analyst's own file."""

import argparse
import os
from collections.abc import Callable
from inspect import signature
from pathlib import Path

from blmk_metrics import estimation
from blmk_metrics.commands.output import put
from blmk_metrics.errors import InputError
from blmk_metrics.estimation import SCALES
from blmk_metrics.estimation.columns import LAYOUTS
from blmk_metrics.table_files import FORMATS

# What an analyst might hope for from a file's name, and would get CSV under.
FOREIGN = ("xlsx", "xls", "ods", "tsv", "feather", "arrow", "gz", "zip")
METHOD_OPTIONS = ("multiplier", "confidence", "scale", "ages", "standard_population", "quantiles", "highest_first")


def add_estimate_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add("estimate", _estimate, "run a method over a CSV or Parquet file of your own")
    command.add_argument("method", metavar="METHOD", help=", ".join(LAYOUTS))
    command.add_argument("input", metavar="INPUT", help="a CSV file in UTF-8, or a Parquet file")
    command.add_argument("-o", "--output", metavar="FILE", help="write here (.csv, .parquet, .json), not to the screen")
    command.add_argument(
        "--by", metavar="COL,COL", action="append", default=[], help="estimate each group of these columns apart"
    )
    command.add_argument("--multiplier", type=float, metavar="M", help="100 for percentages, 100000 for rates; else 1")
    command.add_argument(
        "--confidence", type=_levels, metavar="C,C", help="levels from 0.9 to under 1; else 0.95,0.998"
    )
    command.add_argument("--scale", choices=SCALES, help="of a slope index: means, rates, proportions")
    command.add_argument("--ages", metavar="AGES", help="of a standardised rate: 0-74, 65+")
    command.add_argument("--standard-population", metavar="FILE", help="a CSV file of age_band, standard_population")
    command.add_argument("--quantiles", type=int, metavar="Q", help="how many groups; else 10")
    command.add_argument("--highest-first", action="store_true", default=None, help="quantile 1 is the highest")


def _estimate(options: argparse.Namespace) -> None:
    if options.method not in LAYOUTS:
        raise InputError(f"unknown method {options.method!r}; choose one of {', '.join(LAYOUTS)}")
    function = getattr(estimation, options.method)
    offered = signature(function).parameters
    chosen = {name: getattr(options, name) for name in METHOD_OPTIONS if getattr(options, name) is not None}
    if strange := [name for name in chosen if name not in offered]:
        raise InputError(f"{options.method} has no --{strange[0].replace('_', '-')}")
    suffix = Path(options.output or "").suffix.lstrip(".").lower()
    if suffix in FOREIGN:
        raise InputError(f"{options.output} cannot be written as {suffix}; name a file for {', '.join(FORMATS)}")
    if options.output and os.path.realpath(options.output) == os.path.realpath(options.input):
        raise InputError(f"{options.output} is the input: give the answer another name")
    by = [column.strip() for columns in options.by for column in columns.split(",") if column.strip()]
    table = function(options.input, by, **chosen)
    put(table, suffix if suffix in FORMATS else "csv", options.output)


def _levels(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(level) for level in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not levels such as 0.95,0.998") from error
