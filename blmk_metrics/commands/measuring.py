"""The command that prints a measure as the pages show it."""

import argparse
import sys
from collections.abc import Callable

import pyarrow as pa

from blmk_metrics.catalogue.cuts import CUTS, WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.variants import Variant, variant_of
from blmk_metrics.commands.output import put
from blmk_metrics.errors import InputError
from blmk_metrics.pipeline.counting import series
from blmk_metrics.pipeline.stages import measured_table, printed_columns
from blmk_metrics.releases.areas import areas, called
from blmk_metrics.releases.opening import open_checked
from blmk_metrics.table_files import FORMATS


def add_measure_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add("measure", _measure, "print one measure for every area and period")
    command.add_argument("measure", metavar="MEASURE_ID", help="a measure's id; an unknown one names all")
    command.add_argument("--area", metavar="CODE", help="one area only, by its code or its name")
    command.add_argument("--by", metavar="CATEGORY", help=f"cut by {', '.join(CUTS)}")
    command.add_argument(
        "--basis",
        choices=[str(basis) for basis in Basis],
        help="which of its series; else the one that reaches furthest",
    )
    command.add_argument("--average", metavar="METHOD", help="of an inequality's groups; else the one that leads")
    command.add_argument("--summary", metavar="METHOD", help="of an inequality in one figure; else the lead one")
    command.add_argument("--format", choices=FORMATS, default="csv")
    command.add_argument("-o", "--output", metavar="FILE", help="write here instead of standard output")


def _measure(options: argparse.Namespace) -> None:
    release, engine = open_checked(options.data)
    measure = release.catalogue.measure(options.measure)
    if not (offered := series(measure, engine)):
        raise InputError(f"the release has no figures for {measure.id}")
    code = called(areas(release), options.area) if options.area is not None else None
    category_type = WHOLE if options.by is None else options.by
    cuts = [each for each in offered if each.category_type == category_type]
    if not cuts:
        others = dict.fromkeys(each.category_type for each in offered if each.category_type != WHOLE)
        raise InputError(
            f"{category_type!r} is not a breakdown of {measure.id} in this release; "
            + (f"choose one of {', '.join(others)}" if others else "it has none")
        )
    basis = cuts[0].basis if options.basis is None else Basis(options.basis)
    if basis not in (bases := [each.basis for each in cuts]):
        raise InputError(f"{measure.id} by {category_type} is not {basis} in this release but {' and '.join(bases)}")
    variant = _variant(measure, options, category_type, basis)
    table = measured_table(measure, engine, category_type, basis, variant).select(printed_columns())
    if code is not None:
        table = table.filter([each == code for each in table["area_code"].to_pylist()])
    if release.synthetic(measure):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    if caution := variant.caution:
        table = table.append_column("way", pa.array([caution] * len(table), pa.string()))
        print(f"NOT LEAD: {measure.id} by {caution}.", file=sys.stderr)
    put(table, options.format, options.output)


def _variant(measure: Measure, options: argparse.Namespace, category_type: str, basis: Basis) -> Variant:
    """The variant of the average and the summary that the options name, where the table has the choice."""
    variant = variant_of(measure, options.average, options.summary)
    if basis is Basis.OFFICIAL and (options.average or options.summary):
        raise InputError("official figures are as published: --average and --summary are of those computed")
    if options.summary and measure.inequality and category_type == measure.inequality.across:
        raise InputError(f"--summary is of the gap, not of its groups: leave it out with --by {category_type}")
    return variant
