"""The command that prints a measure as the pages show it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.catalogue.cuts import CUTS, WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, Row
from blmk_metrics.catalogue.variants import Variant, variant_of
from blmk_metrics.commands.output import put
from blmk_metrics.errors import InputError
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table, printed_columns
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases.areas import called
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.releases.finished_answers import figures_file
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
    command.add_argument("--recompute", action="store_true", help="from the extracts, not from the release's answers")
    command.add_argument("--format", choices=FORMATS, default="csv")
    command.add_argument("-o", "--output", metavar="FILE", help="write here instead of standard output")


def _measure(options: argparse.Namespace) -> None:
    edition = open_edition(options.data)
    release = edition.release
    measure = release.catalogue.measure(options.measure)
    if not (offered := edition.series(measure)):
        raise InputError(f"the release has no figures for {measure.id}")
    code = called(edition.areas(), options.area) if options.area is not None else None
    category_type = WHOLE if options.by is None else options.by
    bases = [basis for cut, basis in offered if cut == category_type]
    if not bases:
        others = dict.fromkeys(cut for cut, _ in offered if cut != WHOLE)
        raise InputError(
            f"{category_type!r} is not a breakdown of {measure.id} in this release; "
            + (f"choose one of {', '.join(others)}" if others else "it has none")
        )
    basis = bases[0] if options.basis is None else Basis(options.basis)
    if basis not in bases:
        raise InputError(f"{measure.id} by {category_type} is not {basis} in this release but {' and '.join(bases)}")
    variant = _variant(measure, options, category_type, basis)
    if options.recompute:
        with closing(open_engine(open_tables(options.data).tables)) as engine:
            table = measured_table(measure, engine, category_type, basis, variant)
    else:
        table = _stored(edition, measure, edition.measured(measure, category_type, basis, variant))
    table = table.select(printed_columns())
    if code is not None:
        table = table.filter([each == code for each in table["area_code"].to_pylist()])
    if release.synthetic(measure):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    if caution := variant.caution:
        table = table.append_column("way", pa.array([caution] * len(table), pa.string()))
        print(f"NOT LEAD: {measure.id} by {caution}.", file=sys.stderr)
    put(table, options.format, options.output)


def _stored(edition: Edition, measure: Measure, rows: Sequence[Row]) -> pa.Table:
    """Rows of a release's answers as a table of the types that they are stored in."""
    columns = pq.read_schema(edition.answers.path(figures_file(measure.id)))
    return pa.Table.from_pylist([row.cells() for row in rows], columns.remove(columns.get_field_index("variant")))


def _variant(measure: Measure, options: argparse.Namespace, category_type: str, basis: Basis) -> Variant:
    """The variant of the average and the summary that the options name, where the table has the choice."""
    variant = variant_of(measure, options.average, options.summary)
    if basis is Basis.OFFICIAL and (options.average or options.summary):
        raise InputError("official figures are as published: --average and --summary are of those computed")
    if options.summary and measure.inequality and category_type == measure.inequality.across:
        raise InputError(f"--summary is of the gap, not of its groups: leave it out with --by {category_type}")
    return variant
