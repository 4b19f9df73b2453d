"""The commands that bring data into a candidate: each says what it did, and what to do next."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from blmk_metrics.commands import next_step
from blmk_metrics.errors import InputError
from blmk_metrics.releases import shipped_folder

NAMED = 12
SOURCES = shipped_folder() / "sources.csv"


def add_intake_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands; `add` makes a command's parser."""
    command = add("fetch", _fetch, "download the official sources into a dated inbox")
    command.add_argument("names", metavar="SOURCE", nargs="*", help="only these; else all that are listed")
    command.add_argument("--sources", metavar="FILE", type=Path, default=SOURCES, help="a list of sources of your own")
    command.add_argument("--limit", metavar="SECONDS", type=float, default=600, help="how long a source may take")
    command = add("ingest", _ingest, "read files into a candidate for publication")
    command.add_argument("files", metavar="FILE", nargs="+", type=Path)
    command.add_argument("--anew", action="store_true", help="forget the candidate: begin again from the release")
    command.add_argument(
        "--year",
        type=int,
        choices=range(1900, 2101),
        metavar="YEAR",
        help="the year a file is of, where it does not say",
    )
    command.add_argument("--source", help="where the files come from, in words")
    command.add_argument("--publisher", help="who published them")
    command.add_argument("--licence", help="under which licence")
    command.add_argument(
        "--retrieved", type=_day, metavar="DATE", help="when, such as 2026-11-22; else the file's own date"
    )
    command.add_argument(
        "--synthetic",
        action="store_true",
        help="the files are invented: marked so, they never replace real data",
    )


def _fetch(options: argparse.Namespace) -> None:
    from blmk_metrics.fetching import bars, fetch, read_sources  # need libraries that no other command does
    from blmk_metrics.publishing.area_names import reference_of

    listed = {source.name: source for source in read_sources(options.sources)}
    if strange := [name for name in options.names if name not in listed]:
        raise InputError(f"{options.sources} has no source {strange[0]!r}; it has {', '.join(listed)}")
    folder = options.data
    reference, codes = reference_of(folder)
    with bars() as progress:
        fetched = fetch(
            [listed[name] for name in options.names or listed],
            folder / "inbox",
            reference,
            codes,
            today=date.today(),
            limit_seconds=options.limit,
            progress=progress,
        )
    for kept in fetched.kept:
        print(f"{kept.path}: {kept.source.title}{' (fetched earlier today)' if kept.before else ''}")
    fetched.refuse_failures()
    print(f"Next: {next_step(options, 'ingest', [str(kept.path) for kept in fetched.kept])}")


def _ingest(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.candidates import ingest  # needs geopandas, which most commands do without
    from blmk_metrics.publishing.provenance import SourceNotes

    if options.retrieved and options.retrieved > date.today():
        raise InputError(f"--retrieved {options.retrieved} has not come yet")
    about = SourceNotes(
        options.year, options.source, options.publisher, options.licence, options.retrieved, options.synthetic
    )
    done = ingest(options.data, options.files, about, date.today(), anew=options.anew)
    for reading in done.readings:
        print(f"{reading.path}: {reading.kind}, {reading.account.rows:,} rows")
        for part in reading.parts:
            print(f"  {part.table.num_rows:,} rows for {part.name}{f' of {part.series}' if part.series else ''}")
        for reason, rows in reading.account.left_out.items():
            print(f"  {rows:,} left out: {reason}")
        if strangers := reading.account.strangers:
            some = ", ".join(f"{name} ({rows:,})" for name, rows in strangers.most_common(NAMED))
            print(f"  areas left out: {some}{f' and {len(strangers) - NAMED} more' if len(strangers) > NAMED else ''}")
    found = {part.name for reading in done.readings for part in reading.parts}
    if found & {"areas", "area_names"}:
        print("Areas or their names changed: ingest again the files that hold figures or outlines of the new ones.")
    for extract in done.displaced:
        print(f"No longer in it: {extract.provenance.nature} {extract.title}")
    print(f"Candidate {done.candidate_id} in {options.data}. Next: {next_step(options, 'check')}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from error
