"""The questions whose figures may be printed, as a release keeps them, so that an id in print is found."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.figures.figure import address_of
from blmk_metrics.figures.identified import printed_questions
from blmk_metrics.releases.edition import Edition
from blmk_metrics.releases.finished_answers import open_answers
from blmk_metrics.releases.manifest import AnswerFiles, Release


def printed_addresses(folder: Path, catalogue: Catalogue, answers: AnswerFiles) -> pa.Table:
    """The addresses of all such questions over stored answers: one column, `address`, in the order of a report."""
    release = Release(
        id="", title="", published=date.min, previous="", extracts=(), answers=answers, catalogue=catalogue
    )
    edition = Edition(release, open_answers(folder, release))
    try:
        addresses = [address_of(question) for question in printed_questions(edition)]
    finally:
        edition.answers.close()
    return pa.table({"address": pa.array(addresses, pa.string())})
