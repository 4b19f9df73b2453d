"""What a warm view costs the server's processor, without a browser. Printed; no time is asserted.

Run with: pytest -m slow tests/benchmarks/test_views.py -s
"""

import statistics
from contextlib import ExitStack
from itertools import cycle, islice

import pytest

from tests.browser.server import app_server
from tests.sessions import Session, processor_seconds, session

# Processor time is counted in hundredths of a second, so that a round has many views.
VIEWS, ROUNDS, WARMING = 20, 7, 3
PLACES = {"Luton": "place=E06000032", "Bedford": "place=E06000055"}
COLLECTING = ("--runner.postScriptGC", "true")

pytestmark = pytest.mark.slow


def _milliseconds(reader: Session, pid: int) -> float:
    """Processor time a view, each of another Place than the one before."""
    before = processor_seconds(pid)
    for _, query in islice(cycle(PLACES.items()), VIEWS):
        reader.view(query)
    return 1000 * (processor_seconds(pid) - before) / VIEWS


def _warm(reader: Session) -> None:
    """Have each Place shown a few times, and see that it is."""
    for name, query in list(PLACES.items()) * WARMING:
        assert any(f"How is {name} doing" in message.delta.new_element.heading.body for message in reader.view(query))


def test_report_a_warm_view_with_and_without_a_collection_of_garbage_after_it():
    with ExitStack() as opened:
        servers = [opened.enter_context(app_server(options=options)) for options in ((), COLLECTING)]
        readers = [(opened.enter_context(session(address)), pid) for address, pid in servers]
        for reader, _ in readers:
            _warm(reader)
        # In turns, so that a busy machine is busy for both.
        rounds = [tuple(_milliseconds(*reader) for reader in readers) for _ in range(ROUNDS)]
    without, collecting = (statistics.median(each) for each in zip(*rounds, strict=True))
    ratio = statistics.median(after / before for before, after in rounds)
    print(
        f"\na warm view of the Overview: {without:.0f} ms of processor, {1000 / without:.1f} views a second; "
        f"with a collection after each {collecting:.0f} ms, {1000 / collecting:.1f} a second: {ratio:.2f} x ({rounds})"
    )
