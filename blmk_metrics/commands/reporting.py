"""The command that writes an area's report."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from blmk_metrics.commands.output import destination, progress
from blmk_metrics.releases import manifest_of
from blmk_metrics.reports.formats import FORMATS, TEMPLATED
from blmk_metrics.table_files import write


def add_report_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add("report", _report, "write an area's report: a document, slides, a spreadsheet, pictures, or all")
    command.add_argument("--place", metavar="PLACE", required=True, help="an area by its code or its name")
    command.add_argument(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (svg: a zip file of pictures; zip: everything); else by how FILE ends",
    )
    command.add_argument(
        "--template", metavar="FILE", type=Path, help=f"a Word document or template of your own, for {_templated()}"
    )
    command.add_argument("--release", metavar="ID", help="an earlier release of the folder; else the one it serves")
    command.add_argument("-o", "--output", metavar="FILE", required=True, help="write here")


def _report(options: argparse.Namespace) -> None:
    path, format = destination(options.output, options.format, {name: each.ending for name, each in FORMATS.items()})
    # Libraries that no other command needs.
    from blmk_metrics.releases.areas import called
    from blmk_metrics.releases.edition import open_edition
    from blmk_metrics.reports.packing import build

    folder = options.data
    edition = open_edition(folder, manifest_of(folder, options.release) if options.release else None)
    code = called(edition.choosable(), options.place)
    with progress("reading the release") as note:
        content = build(edition, code, format, options.template, note)
    write(path, content)
    release = edition.release
    if any(release.synthetic(measure) for measure in edition.measures()):
        print(f"SYNTHETIC: invented demonstration data ({release.title}, {release.id}).", file=sys.stderr)
    print(f"{path}: {FORMATS[format].name} of {edition.area(code).name}, release {release.id}, {len(content):,} bytes")


def _templated() -> str:
    return " and ".join(TEMPLATED)
