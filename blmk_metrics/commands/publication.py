"""The commands by which a candidate becomes a release, and a release is proven or gone back to."""

import argparse
import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from blmk_metrics.commands import next_step
from blmk_metrics.commands.output import progress
from blmk_metrics.narrative.numbers import day
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.reading import CANDIDATE, current_id, history, place_of

if TYPE_CHECKING:
    from blmk_metrics.publishing.storing import Signature


def add_publication_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands; `add` makes a command's parser."""
    command = add("check", _check, "compute all that the candidate can show, and check it")
    command.add_argument(
        "--accept", metavar="REASON", default="", help="why it may tell more beside an earlier release, for the ledger"
    )
    command = add("publish", _publish, "make the checked candidate the release")
    command.add_argument("--title", help="what to call it; else its date")
    command.add_argument(
        "--no-drawings", action="store_true", help="leave it to the server to draw the charts of a meeting"
    )
    command.add_argument(
        "--again", action="store_true", help="give the release, and those before it, the answers that they lack"
    )
    command.add_argument(
        "--public", metavar="FOLDER", type=Path, help="write the release there without its counts, for a web server"
    )
    _add_signature(command)
    command = add("verify", _verify, "compute a release's answers again, and compare them")
    command.add_argument("release", nargs="?", help="a release's id; else the current")
    command = add("rollback", _rollback, "serve an earlier release again")
    command.add_argument("--to", metavar="RELEASE", help="its id; else the one before the current")
    _add_signature(command)


def _check(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.candidates import check

    checked = check(options.data, options.accept)
    print(f"Candidate {checked} passes. Next: {next_step(options, 'diff')}, then {next_step(options, 'publish')}")


def _publish(options: argparse.Namespace) -> None:
    if options.again:
        _publish_again(options)
        return
    if options.public is None or (options.data / CANDIDATE).exists():
        _publish_candidate(options)
    if options.public is not None:
        _publish_bundle(options)


def _publish_candidate(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.candidates import publish

    today = date.today()
    title = options.title or f"Release of {day(today)}"
    before = current_id(options.data)
    published = publish(options.data, title, today, _signature(options))
    if not options.no_drawings:
        _draw_ahead(options.data)
    print(f"Published {title}, release {published}, in {options.data}; a running app shows it from now on.")
    back = f". To go back: {next_step(options, 'rollback')}" if before else ""
    print(f"Next: look at it with BLMK_DATA={shlex.quote(str(options.data))} streamlit run app.py{back}")


def _draw_ahead(folder: Path) -> None:
    """Draw the charts of a meeting, so that the first one need not wait for them; where they cannot be, say so."""
    from blmk_metrics.drawing.drawing_process import DrawingError
    from blmk_metrics.meeting import drawn_ahead
    from blmk_metrics.releases.edition import open_edition

    edition = open_edition(folder)
    try:
        with progress("drawing the charts of the meeting", quiet=True) as note:
            drawn_ahead(edition, note)
    except DrawingError as error:
        print(f"The charts of the meeting are left to the server to draw: {error}", file=sys.stderr)
    edition.answers.close()


def _publish_bundle(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.bundles import publish_bundle

    published = publish_bundle(options.data, options.public, _signature(options))
    print(
        f"Release {published} is in {options.public} without its extracts: no count that is hidden is in that folder."
    )
    print(f"Next: BLMK_DATA={shlex.quote(str(options.public))} streamlit run app.py")


def _publish_again(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.again import publish_again

    done = publish_again(options.data, _signature(options))
    for each in done:
        became = "has its answers" if each.now == each.before else f"is now {each.now}, with its answers"
        print(f"{each.before}: {each.refused}" if each.refused else f"{each.before} {became}.")
    if not done:
        print(f"Every release in {options.data} has its answers. Nothing was changed.")
    elif any(each.refused and each.before == current_id(options.data) for each in done):
        raise ReleaseError(f"The release in {options.data} could not be given its answers.")


def _verify(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.verifying import verify

    release_id, files = verify(options.data, place_of(options.data, options.release or current_id(options.data)))
    print(f"Release {release_id}: all {files} files of answers are what its extracts give.")


def _rollback(options: argparse.Namespace) -> None:
    from blmk_metrics.publishing.candidates import rollback

    before = current_id(options.data)
    restored = rollback(options.data, options.to, _signature(options))
    to_return = any(each.id == before for each in history(options.data))
    back = f" To return: {next_step(options, 'rollback', ['--to', before])}" if to_return else ""
    print(f"Release {restored} is served again.{back}")


def _add_signature(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", metavar="NAME", help="who publishes, for the ledger; else the system's user")
    command.add_argument("--reason", default="", help="why, for the ledger")


def _signature(options: argparse.Namespace) -> "Signature":
    from blmk_metrics.publishing.storing import Signature

    return Signature(options.by, options.reason) if options.by else Signature(reason=options.reason)
