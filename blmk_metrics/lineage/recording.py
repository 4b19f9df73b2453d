"""An engine that notes what runs on it: which file, over what, with which values, and how many rows came of it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from blmk_metrics.engines import Computation, Engine
from blmk_metrics.engines.statements import path_of
from blmk_metrics.lineage.statement_texts import parameters, sources


@dataclass(frozen=True, kw_only=True)
class Run:
    """One file that ran: `values` are those it asked for; `read` and `rows` are numbers of rows, taken and given."""

    path: str
    sql: str
    values: Mapping[str, Any]
    read: Mapping[str, int]
    name: str
    rows: int


@dataclass
class Chain:
    """What ran within one computation, in order, and what was put there from elsewhere: its names and rows."""

    runs: list[Run] = field(default_factory=list)
    inputs: dict[str, int] = field(default_factory=dict)


class RecordingComputation:
    """A computation that notes each run in a chain. Whatever is asked of it is answered by the one within."""

    def __init__(self, within: Computation, sizes: Mapping[str, int], chain: Chain) -> None:
        self._within = within
        self._sizes = dict(sizes)
        self._chain = chain

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        self._within.run(name, sql, **parameters)
        self._note(name, sql, parameters, len(self._within.fetch(name)))

    def look(self, name: str, sql: str) -> None:
        self._within.look(name, sql)
        self._note(name, sql, {}, len(self._within.fetch(name)))

    def give(self, name: str, table: pa.Table) -> None:
        self._within.give(name, table)
        self._chain.inputs[name] = self._sizes[name] = len(table)

    def ask(self, name: str, sql: str, **parameters: Any) -> pa.Table:
        table = self._within.ask(name, sql, **parameters)
        self._note(name, sql, parameters, len(table))
        return table

    def fetch(self, name: str) -> pa.Table:
        return self._within.fetch(name)

    def _note(self, name: str, sql: str, bound: Mapping[str, Any], rows: int) -> None:
        values = {name: bound[name] for name in parameters(sql)}
        read = {source: self._sizes[source] for source in sources(sql) if source in self._sizes}
        self._chain.runs.append(Run(path=path_of(sql), sql=sql, values=values, read=read, name=name, rows=rows))
        self._sizes[name] = rows


class RecordingEngine:
    """An engine over another one's tables, whose rows are `sizes`. What ran is in `chains`, as they were begun."""

    def __init__(self, within: Engine, sizes: Mapping[str, int]) -> None:
        self._within = within
        self._sizes = sizes
        self.tables = within.tables
        self.cuts = within.cuts
        self.chains: list[Chain] = []

    @contextmanager
    def computation(self, over: Collection[str] | None = None) -> Iterator[Computation]:
        """A fresh chain of named results, forgotten at the end but for what is noted of it."""
        chain = Chain()
        self.chains.append(chain)
        with self._within.computation(over) as computation:
            yield RecordingComputation(computation, self._sizes, chain)

    def tables_read(self, sql: str) -> set[str]:
        """The tables that a file names."""
        return self._within.tables_read(sql)

    def close(self) -> None:
        """Leave the engine within to who opened it."""
