"""The command line: `python -m blmk_metrics`."""

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from blmk_metrics.commands.estimating import add_estimate_command
from blmk_metrics.commands.inspection import add_inspection_commands
from blmk_metrics.commands.intake import add_intake_commands
from blmk_metrics.commands.measuring import add_measure_command
from blmk_metrics.commands.meeting import add_meeting_command
from blmk_metrics.commands.publication import add_publication_commands
from blmk_metrics.commands.records import add_record_commands
from blmk_metrics.commands.reporting import add_report_command
from blmk_metrics.commands.synthesis import add_synthesis_commands
from blmk_metrics.engines import EngineError
from blmk_metrics.errors import InputError
from blmk_metrics.releases import ReleaseError, data_folder, shipped_folder


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 2 with one clear line on standard error."""
    options = _parser().parse_args(arguments)
    _settle_folder(options)
    try:
        options.run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (InputError, ReleaseError, EngineError) as error:
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


def _settle_folder(options: argparse.Namespace) -> None:
    """Make `data` the folder that the command works on, and `data_words` those that name it again in a next step."""
    named = getattr(options, "data", None)
    options.data_words = ["--data", named] if named else []
    options.data = Path(named) if named else data_folder()


def _demonstrate(options: argparse.Namespace) -> None:
    from blmk_metrics.demonstration.counts import (
        publish_demonstration,  # needs geopandas, which no other command does
    )

    if options.output == "":
        raise InputError("-o needs the name of a folder")
    folder = Path(options.output or options.data)
    release = publish_demonstration(folder)
    named = "" if folder.resolve() == shipped_folder() else f"BLMK_DATA={shlex.quote(str(folder))} "
    print(f"Published demonstration release {release} in {folder}. Next: {named}streamlit run app.py")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m blmk_metrics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], None], words: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    def add_of_folder(name: str, run: Callable[[argparse.Namespace], None], words: str) -> argparse.ArgumentParser:
        return _of_folder(add(name, run, words))

    add_measure_command(add_of_folder)
    add_report_command(add_of_folder)
    add_meeting_command(add_of_folder)
    add_estimate_command(add)
    command = add("demonstrate", _demonstrate, "make the synthetic demonstration release")
    command.add_argument("-o", "--output", metavar="FOLDER", help="where; else BLMK_DATA, else the project's own")
    for add_commands in (
        *(add_intake_commands, add_publication_commands, add_inspection_commands),
        *(add_record_commands, add_synthesis_commands),
    ):
        add_commands(add_of_folder)
    return parser


def _of_folder(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "--data", metavar="FOLDER", help="the release's folder; else BLMK_DATA, else the project's own"
    )
    return command


def _stop(*_: object) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    # Told to stop, a command still removes what it has spilt.
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main())
