"""What ran for a measured table, stage by stage, in the order in which one reads another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.lineage.recording import Chain, RecordingEngine, Run
from blmk_metrics.lineage.statement_texts import literal, purpose
from blmk_metrics.narrative.numbers import number, roughly
from blmk_metrics.pipeline.stages import Subject, measured_tables
from blmk_metrics.releases.edition import Edition


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One SQL file that ran: `values` as SQL writes them, `reads` and `rows` the numbers of rows, in words."""

    path: str
    purpose: str
    sql: str
    values: tuple[tuple[str, str], ...]
    reads: tuple[tuple[str, str], ...]
    name: str
    rows: str


def stages(edition: Edition, subject: Subject, category_type: str, basis: Basis) -> tuple[Stage, ...]:
    """Measure once more, and tell what ran. A file that ran again, over its own result, is told once."""
    # A table that the release lacks is empty.
    sizes = dict.fromkeys(edition.engine.tables, 0)
    sizes |= {name: len(table) for name, table in edition.release.tables.items()}
    recording = RecordingEngine(edition.engine, sizes)
    measured_tables([subject], recording, category_type, basis)
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Stage] = {}
    for run in _in_order(recording.chains):
        stage = _stage(run, edition.engine.tables, subject[0].regime is Regime.LOCAL)
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
