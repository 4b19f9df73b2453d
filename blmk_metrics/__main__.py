"""The command line: `python -m blmk_metrics`."""

import argparse
import os
import sys
from pathlib import Path

from blmk_metrics.areas import areas
from blmk_metrics.checks import open_checked
from blmk_metrics.engines import EngineError
from blmk_metrics.indicators import BY_ID
from blmk_metrics.measures import COLUMNS, WHOLE, breakdowns, measure
from blmk_metrics.releases import ReleaseError, data_folder
from blmk_metrics.tables import FORMATS, encode, write


class UsageError(Exception):
    """Something asked for that does not exist; the message names what does."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 2 with one clear line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (UsageError, ReleaseError, EngineError) as error:
        print(f"blmk_metrics: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"blmk_metrics: {error.filename or 'output'} cannot be written ({error.strerror})", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _measure(options: argparse.Namespace) -> None:
    indicator = BY_ID.get(options.indicator)
    if indicator is None:
        raise UsageError(f"unknown indicator {options.indicator!r}; choose one of {', '.join(BY_ID)}")
    release, engine = open_checked(data_folder())
    known = areas(release)
    if options.area is not None and options.area not in known:
        raise UsageError(
            f"unknown area {options.area!r}; choose one of "
            + ", ".join(f"{area.code} ({area.name})" for area in known.values())
        )
    category_type = WHOLE if options.by is None else options.by
    if category_type != WHOLE and category_type not in (offered := breakdowns(indicator, engine)):
        raise UsageError(
            f"{category_type!r} is not a breakdown of {indicator.id} in this release; "
            + (f"choose one of {', '.join(offered)}" if offered else "it has none")
        )
    table = measure(indicator, engine, category_type).select(COLUMNS)
    if options.area is not None:
        table = table.filter([code == options.area for code in table["area_code"].to_pylist()])
    if release.synthetic(indicator.extracts):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    if options.output is None:
        if options.format == "parquet":
            raise UsageError("Parquet is not text: give a file with -o FILE")
        print(encode(table, options.format).decode(), end="", flush=True)
    elif not options.output:
        raise UsageError("-o needs the name of a file")
    else:
        write(Path(options.output), encode(table, options.format))


def _demonstrate(options: argparse.Namespace) -> None:
    from blmk_metrics.demonstration import publish_demonstration  # needs geopandas, which no other command does

    if not options.output:
        raise UsageError("-o needs the name of a folder")
    release = publish_demonstration(Path(options.output))
    print(f"Published demonstration release {release} in {options.output}. Next: streamlit run app.py")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m blmk_metrics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("measure", help="print one measure for every area and period")
    command.add_argument("indicator", metavar="INDICATOR_ID", help=", ".join(BY_ID))
    command.add_argument("--area", metavar="CODE", help="one area only, by its code")
    command.add_argument("--by", metavar="CATEGORY", help="cut by sex, deprivation_quintile or free_school_meals")
    command.add_argument("--format", choices=FORMATS, default="csv")
    command.add_argument("-o", "--output", metavar="FILE", help="write here instead of standard output")
    command.set_defaults(run=_measure)

    command = commands.add_parser("demonstrate", help="make the synthetic demonstration release")
    command.add_argument("-o", "--output", metavar="FOLDER", default=str(data_folder()))
    command.set_defaults(run=_demonstrate)
    return parser


if __name__ == "__main__":
    sys.exit(main())
