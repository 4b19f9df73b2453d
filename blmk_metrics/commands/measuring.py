"""The command that prints a measure as the pages show it."""

import argparse
import sys
from collections.abc import Callable

import pyarrow as pa

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.commands.output import put
from blmk_metrics.errors import InputError
from blmk_metrics.indicators import BY_ID, INDICATORS, Alternative, Indicator
from blmk_metrics.pipeline.counting import series
from blmk_metrics.pipeline.stages import COLUMNS, measure
from blmk_metrics.releases.areas import areas, called
from blmk_metrics.releases.opening import open_checked
from blmk_metrics.table_files import FORMATS
from blmk_metrics.ways import averages, mark, said_by, summaries


def add_measure_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add("measure", _measure, "print one measure for every area and period")
    command.add_argument("indicator", metavar="INDICATOR_ID", help=", ".join(BY_ID))
    command.add_argument("--area", metavar="CODE", help="one area only, by its code or its name")
    command.add_argument("--by", metavar="CATEGORY", help="cut by sex, deprivation_quintile or free_school_meals")
    command.add_argument(
        "--basis",
        choices=[str(basis) for basis in Basis],
        help="which of its series; else the one that reaches furthest",
    )
    command.add_argument("--average", metavar="METHOD", help=_offered(averages, "of an inequality's groups"))
    command.add_argument("--summary", metavar="METHOD", help=_offered(summaries, "of an inequality's groups in one"))
    command.add_argument("--format", choices=FORMATS, default="csv")
    command.add_argument("-o", "--output", metavar="FILE", help="write here instead of standard output")


def _measure(options: argparse.Namespace) -> None:
    indicator = BY_ID.get(options.indicator)
    if indicator is None:
        raise InputError(f"unknown indicator {options.indicator!r}; choose one of {', '.join(BY_ID)}")
    release, engine = open_checked(options.data)
    if not (held := series(indicator, engine)):
        raise InputError(f"the release has no figures for {indicator.id}")
    code = called(areas(release), options.area) if options.area is not None else None
    category_type = WHOLE if options.by is None else options.by
    cuts = [each for each in held if each.category_type == category_type]
    if not cuts:
        offered = dict.fromkeys(each.category_type for each in held if each.category_type != WHOLE)
        raise InputError(
            f"{category_type!r} is not a breakdown of {indicator.id} in this release; "
            + (f"choose one of {', '.join(offered)}" if offered else "it has none")
        )
    basis = cuts[0].basis if options.basis is None else Basis(options.basis)
    if basis not in (bases := [each.basis for each in cuts]):
        raise InputError(f"{indicator.id} by {category_type} is not {basis} in this release but {' and '.join(bases)}")
    said = _said(indicator, options, category_type, basis)
    table = measure(said, engine, category_type, basis).select(COLUMNS)
    if code is not None:
        table = table.filter([each == code for each in table["area_code"].to_pylist()])
    if release.synthetic(indicator):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    if way := mark(said):
        table = table.append_column("way", pa.array([way] * len(table), pa.string()))
        print(f"NOT LEAD: {indicator.id} by {way}.", file=sys.stderr)
    put(table, options.format, options.output)


def _said(indicator: Indicator, options: argparse.Namespace, category_type: str, basis: Basis) -> Indicator:
    """The measure by the average and the summary asked for, where the table asked for has the choice."""
    said = said_by(indicator, options.average, options.summary)
    if basis is Basis.OFFICIAL and (options.average or options.summary):
        raise InputError("official figures are as published: --average and --summary are of those computed")
    if options.summary and category_type == indicator.inequality.across:
        raise InputError(f"--summary is of the gap, not of its groups: leave it out with --by {category_type}")
    return said


def _offered(ways: Callable[[Indicator], tuple[Alternative, ...]], told: str) -> str:
    """What an option's help says of the choices that there are, the lead one first."""
    names = dict.fromkeys(each.method for indicator in INDICATORS for each in ways(indicator))
    return f"{told}: {', '.join(names)}; else the first"
