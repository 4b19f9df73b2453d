"""Answers of tables that have passed every check: what fails one is never shown."""

from pathlib import Path

from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.engines import EngineError
from blmk_metrics.pipeline.checks import Complaint, complaints
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.publishing.answering import Tables, store_answers
from blmk_metrics.releases.manifest import REFERENCE, AnswerFiles, ReleaseError


def answers_when_checked(folder: Path, called: str, catalogue: Catalogue, tables: Tables) -> AnswerFiles:
    """Check tables as the measures of a catalogue, and store their answers in a folder.

    `called` is what a message calls them. Raises ReleaseError naming what fails.
    """
    if missing := sorted(set(REFERENCE) - set(tables)):
        raise ReleaseError(f"{called} lacks the extract {', '.join(missing)}. Publish a whole release.")
    engine = open_engine(tables)
    try:
        found = complaints(catalogue, engine)
        if not found:
            return store_answers(folder, catalogue, tables, engine)
    except EngineError as error:
        found = [Complaint("every measure", f"cannot be computed: {error}", ())]
    finally:
        engine.close()
    text = ". ".join(map(str, found[:3])) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
    raise ReleaseError(f"{called} cannot be served. {text}. Mend the file it comes from and ingest it again.")
