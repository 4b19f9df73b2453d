"""What a release's answers cost: to open and ask, and to compute. Printed as ratios; no time is asserted.

Run with: pytest -m slow tests/benchmarks/test_answers.py -s
"""

import statistics
import time

import pytest

from blmk_metrics.figures import Question, answer
from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from tests.benchmarks.measured import run
from tests.benchmarks.scale_of_answers import invented

LIBRARIES = "import streamlit, duckdb, altair"
FIRST_FIGURE = f"""
{LIBRARIES}
import blmk_metrics.components.figure_block, blmk_metrics.components.routes
from blmk_metrics.figures import Question, answer
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
edition = open_edition(data_folder())
measure, area = edition.measures()[0].id, next(iter(edition.choosable()))
answer(edition, Question(kind="trend", measure=measure, area=area)).specification
"""
ROUNDS = 5

pytestmark = pytest.mark.slow


def test_report_the_first_figure_of_a_process_against_its_libraries():
    pairs = [(run(["-c", FIRST_FIGURE]).busy, run(["-c", LIBRARIES]).busy) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / floor for ours, floor in pairs)
    print(f"\nopen a release, answer and specify the first chart: {ratio:.2f} x its libraries; target 1.3 ({pairs})")


def test_report_a_question_on_the_release_that_ships_and_on_a_large_one(tmp_path):
    folders = {"shipped": data_folder(), "6 measures x 170 areas x 20 years": invented(tmp_path, 6, 170, 20)}
    for name, folder in folders.items():
        edition = open_edition(folder)
        measure, area = edition.measures()[0], next(iter(edition.choosable()))
        series = (measure.id, "", "all", str(edition.bases(measure)[0]))
        began = time.process_time()
        for _ in range(20):
            edition.answers.rows(*series)
        rows = (time.process_time() - began) / 20
        began = time.process_time()
        answer(edition, Question(kind="areas", measure=measure.id, area=area))
        print(
            f"\n{name}: a series in {1000 * rows:.1f} ms of processor, a figure in {time.process_time() - began:.3f} s"
        )
        edition.answers.close()


def test_report_all_answers_of_the_release_that_ships(tmp_path):
    release = open_tables(data_folder())
    taken = []
    for number in range(3):
        began = time.process_time()
        answers_when_checked(tmp_path / str(number), "The release that ships", release.catalogue, release.tables)
        taken.append(time.process_time() - began)
    print(f"\nall answers of the release that ships: {min(taken):.1f} s of processor; target 3 ({taken})")
