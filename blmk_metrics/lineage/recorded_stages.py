"""What ran for a measured table, stage by stage, in the order in which one reads another."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.engines import Engine
from blmk_metrics.lineage.recording import Chain, RecordingEngine, Run
from blmk_metrics.lineage.statement_texts import literal, purpose
from blmk_metrics.lineage.stored_stages import Stage
from blmk_metrics.narrative.numbers import number, roughly
from blmk_metrics.pipeline.stages import POSITION, Subject, measured_tables


def measured_with_stages(
    engine: Engine, sizes: Mapping[str, int], subjects: Sequence[Subject]
) -> list[tuple[pa.Table, tuple[Stage, ...]]]:
    """The measured table of each subject, of one measure, and what ran to make it. `sizes` are the rows of each table.

    The subjects are hidden and judged in one pass: the rows of these stages are those of all of them together.
    """
    # A table that the release lacks is empty.
    recording = RecordingEngine(engine, dict.fromkeys(engine.tables, 0) | dict(sizes))
    tables = measured_tables(subjects, recording)
    own = [_place_of(chain) for chain in recording.chains]
    found = []
    for place, (table, subject) in enumerate(zip(tables, subjects, strict=True)):
        chains = [chain for chain, of in zip(recording.chains, own, strict=True) if of in (None, place)]
        local = subject.measure.regime is Regime.LOCAL
        found.append((table, _stages(chains, engine.tables, local=local)))
    return found


def _place_of(chain: Chain) -> int | None:
    """The subject that a chain measured alone; None where it was of all."""
    return next((run.values[POSITION] for run in chain.runs if POSITION in run.values), None)


def _stages(chains: Sequence[Chain], tables: frozenset[str], *, local: bool) -> tuple[Stage, ...]:
    """What ran, in order. A file that ran again, over its own result, is listed once."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Stage] = {}
    for run in _in_order(chains):
        stage = _stage(run, tables, local)
        # How often disclosure control went round could differ with a hidden count, so it is not told.
        found.setdefault((stage.path, stage.values), stage)
    return tuple(found.values())


def _in_order(chains: Sequence[Chain]) -> Iterable[Run]:
    """The runs of chains, some of which ran side by side: each chain after those whose results it takes up."""
    made = {run.name for chain in chains for run in chain.runs}
    wanted = [name for chain in chains for name in chain.inputs]

    def place(chain: Chain) -> tuple[int, int]:
        taken = max((wanted.index(name) + 1 for name in chain.inputs if name in made), default=0)
        return taken, min((wanted.index(run.name) for run in chain.runs if run.name in wanted), default=len(wanted))

    return [run for chain in sorted(chains, key=place) for run in chain.runs]


def _stage(run: Run, tables: frozenset[str], local: bool) -> Stage:
    def rows(name: str, count: int) -> str:
        # The manifest tells the rows of every extract. A number of rows made of local records might follow a count that
        # is hidden, so it is told roughly: two releases that differ only in what is hidden must read the same.
        text = roughly(count) if local and name not in tables else number(count, 0)
        return {"1": "1 row", "none": "no rows", "0": "no rows"}.get(text, f"{text} rows")

    return Stage(
        path=run.path,
        purpose=purpose(run.sql),
        sql=run.sql,
        values=tuple((name, literal(value)) for name, value in run.values.items()),
        reads=tuple((name, rows(name, count)) for name, count in run.read.items()),
        name=run.name,
        rows=rows(run.name, run.rows),
    )
