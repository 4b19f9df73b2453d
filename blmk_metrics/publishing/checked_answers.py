"""Answers of tables that have passed every check: what fails one is never shown."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.engines import EngineError, TooLarge
from blmk_metrics.figures.identified import PRINTED
from blmk_metrics.pipeline.checks import Complaint, Unfit, complaints
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.publishing.answer_files import Tables, store_answers, store_list
from blmk_metrics.publishing.printed_figures import printed_addresses
from blmk_metrics.releases.manifest import REFERENCE, AnswerFiles, ReleaseError


def answers_when_checked(folder: Path, called: str, catalogue: Catalogue, tables: Tables) -> AnswerFiles:
    """Check tables as the measures of a catalogue, and store their answers in a folder.

    `called` is what a message calls them. Raises ReleaseError naming what fails.
    """
    if missing := sorted(set(REFERENCE) - set(tables)):
        raise ReleaseError(f"{called} lacks the extract {', '.join(missing)}. Publish a whole release.")
    with refusals(called), closing(open_engine(tables)) as engine:
        if found := complaints(catalogue, engine):
            raise Unfit(found)
    with refusals(called):
        answers = store_answers(folder, catalogue, tables)
    # What may be printed follows from what is stored.
    printed = store_list(folder, PRINTED, printed_addresses(folder, catalogue, answers))
    return replace(answers, files=(*answers.files, printed))


@contextmanager
def refusals(called: str) -> Iterator[None]:
    """Whatever an engine cannot do over a release, or finds unfit, is a ReleaseError, which says what and of which."""
    try:
        yield
    except Unfit as error:
        raise _refusal(called, error.complaints) from error
    except TooLarge as error:
        raise ReleaseError(f"{called} cannot be computed here: {error}.") from error
    except EngineError as error:
        raise _refusal(called, (Complaint("every measure", f"cannot be computed: {error}", ()),)) from error


def _refusal(called: str, found: tuple[Complaint, ...]) -> ReleaseError:
    text = ". ".join(map(str, found[:3])) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
    return ReleaseError(f"{called} cannot be served. {text}. Mend the file it comes from and ingest it again.")
