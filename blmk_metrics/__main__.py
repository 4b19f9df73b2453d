"""The command line: `python -m blmk_metrics`."""

import argparse
import os
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import pyarrow as pa

from blmk_metrics import estimation
from blmk_metrics.areas import areas
from blmk_metrics.checks import open_checked
from blmk_metrics.commands.inspection import add_inspection_commands
from blmk_metrics.commands.intake import add_intake_commands
from blmk_metrics.commands.records import add_record_commands
from blmk_metrics.commands.synthesis import add_synthesis_commands
from blmk_metrics.engines import EngineError
from blmk_metrics.estimation import SCALES, InputError
from blmk_metrics.estimation.layouts import LAYOUTS
from blmk_metrics.indicators import BY_ID, INDICATORS, Alternative, Indicator
from blmk_metrics.measures import COLUMNS, WHOLE, Basis, measure, series
from blmk_metrics.releases import ReleaseError, data_folder
from blmk_metrics.tables import FORMATS, encode, write
from blmk_metrics.ways import averages, mark, said_by, summaries

# What an analyst might hope for from a file's name, and would get CSV under.
FOREIGN = ("xlsx", "xls", "ods", "tsv", "feather", "arrow", "gz", "zip")
METHOD_OPTIONS = ("multiplier", "confidence", "scale", "ages", "standard_population", "quantiles", "highest_first")


class UsageError(Exception):
    """Something asked for that does not exist; the message names what does."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 2 with one clear line on standard error."""
    options = _parser().parse_args(arguments)
    if getattr(options, "data", None):
        os.environ["BLMK_DATA"] = options.data
    try:
        options.run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (UsageError, InputError, ReleaseError, EngineError) as error:
        print(f"blmk_metrics: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"blmk_metrics: {error.filename or 'output'} cannot be read or written ({error.strerror})", file=sys.stderr
        )
        return 2
    except UnicodeEncodeError as error:
        print(f"blmk_metrics: {error.object[:80]!a} is not text in UTF-8", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _measure(options: argparse.Namespace) -> None:
    indicator = BY_ID.get(options.indicator)
    if indicator is None:
        raise UsageError(f"unknown indicator {options.indicator!r}; choose one of {', '.join(BY_ID)}")
    release, engine = open_checked(data_folder())
    if not (held := series(indicator, engine)):
        raise UsageError(f"the release has no figures for {indicator.id}")
    known = areas(release)
    if options.area is not None and options.area not in known:
        raise UsageError(
            f"unknown area {options.area!r}; choose one of "
            + ", ".join(f"{area.code} ({area.name})" for area in known.values())
        )
    category_type = WHOLE if options.by is None else options.by
    cuts = [each for each in held if each.category_type == category_type]
    if not cuts:
        offered = dict.fromkeys(each.category_type for each in held if each.category_type != WHOLE)
        raise UsageError(
            f"{category_type!r} is not a breakdown of {indicator.id} in this release; "
            + (f"choose one of {', '.join(offered)}" if offered else "it has none")
        )
    basis = cuts[0].basis if options.basis is None else Basis(options.basis)
    if basis not in (bases := [each.basis for each in cuts]):
        raise UsageError(f"{indicator.id} by {category_type} is not {basis} in this release but {' and '.join(bases)}")
    said = _said(indicator, options, category_type, basis)
    table = measure(said, engine, category_type, basis).select(COLUMNS)
    if options.area is not None:
        table = table.filter([code == options.area for code in table["area_code"].to_pylist()])
    if release.synthetic(indicator):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    if way := mark(said):
        table = table.append_column("way", pa.array([way] * len(table), pa.string()))
        print(f"NOT LEAD: {indicator.id} by {way}.", file=sys.stderr)
    _put(table, options.format, options.output)


def _said(indicator: Indicator, options: argparse.Namespace, category_type: str, basis: Basis) -> Indicator:
    """The measure by the average and the summary asked for, where the table asked for has the choice."""
    said = said_by(indicator, options.average, options.summary)
    if basis is Basis.OFFICIAL and (options.average or options.summary):
        raise UsageError("official figures are as published: --average and --summary are of those computed")
    if options.summary and category_type == indicator.inequality.across:
        raise UsageError(f"--summary is of the gap, not of its groups: leave it out with --by {category_type}")
    return said


def _estimate(options: argparse.Namespace) -> None:
    if options.method not in LAYOUTS:
        raise UsageError(f"unknown method {options.method!r}; choose one of {', '.join(LAYOUTS)}")
    function = getattr(estimation, options.method)
    offered = signature(function).parameters
    asked = {name: getattr(options, name) for name in METHOD_OPTIONS if getattr(options, name) is not None}
    if strange := [name for name in asked if name not in offered]:
        raise UsageError(f"{options.method} has no --{strange[0].replace('_', '-')}")
    suffix = Path(options.output or "").suffix.lstrip(".").lower()
    if suffix in FOREIGN:
        raise UsageError(f"{options.output} cannot be written as {suffix}; name a file for {', '.join(FORMATS)}")
    if options.output and os.path.realpath(options.output) == os.path.realpath(options.input):
        raise UsageError(f"{options.output} is the input: give the answer another name")
    by = [column.strip() for columns in options.by for column in columns.split(",") if column.strip()]
    table = function(options.input, by, **asked)
    _put(table, suffix if suffix in FORMATS else "csv", options.output)


def _put(table: pa.Table, format: str, output: str | None) -> None:
    """Write a table to a file, or print it."""
    if output is None:
        if format == "parquet":
            raise UsageError("Parquet is not text: give a file with -o FILE")
        # UTF-8 whatever the terminal speaks, as in a file.
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.flush()
    elif not output:
        raise UsageError("-o needs the name of a file")
    else:
        write(Path(output), encode(table, format))


def _levels(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(level) for level in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not levels such as 0.95,0.998") from error


def _demonstrate(options: argparse.Namespace) -> None:
    from blmk_metrics.demonstration import publish_demonstration  # needs geopandas, which no other command does

    if not options.output:
        raise UsageError("-o needs the name of a folder")
    release = publish_demonstration(Path(options.output))
    print(f"Published demonstration release {release} in {options.output}. Next: streamlit run app.py")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m blmk_metrics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], None], told: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(run=run)
        return command

    command = add("measure", _measure, "print one measure for every area and period")
    command.add_argument("indicator", metavar="INDICATOR_ID", help=", ".join(BY_ID))
    command.add_argument("--area", metavar="CODE", help="one area only, by its code")
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
    _of_folder(command)

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

    command = add("demonstrate", _demonstrate, "make the synthetic demonstration release")
    command.add_argument("-o", "--output", metavar="FOLDER", default=str(data_folder()))
    for add_commands in (add_intake_commands, add_inspection_commands, add_record_commands, add_synthesis_commands):
        add_commands(lambda *told: _of_folder(add(*told)))
    return parser


def _offered(ways: Callable[[Indicator], tuple[Alternative, ...]], told: str) -> str:
    """What an option's help says of the choices that there are, the lead one first."""
    names = dict.fromkeys(each.method for indicator in INDICATORS for each in ways(indicator))
    return f"{told}: {', '.join(names)}; else the first"


def _of_folder(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "--data", metavar="FOLDER", help="the release's folder; else BLMK_DATA, else the project's own"
    )
    return command


if __name__ == "__main__":
    sys.exit(main())
