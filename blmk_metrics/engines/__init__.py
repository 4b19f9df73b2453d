"""Where SQL files run. A computation runs files one after another, each result named for the next to read."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from blmk_metrics.catalogue.cuts import Cut

if TYPE_CHECKING:
    import pyarrow as pa


class EngineError(Exception):
    """A SQL file that could not run over these tables; the message names the stage and what it lacked."""


class UnknownName(EngineError):
    """A SQL file that names a table or a function that it cannot reach."""


class TooLarge(EngineError):
    """Tables that this machine has too little memory for."""


class Computation(Protocol):
    """One chain of named results. Each `run` may read every table that it is over and every earlier result."""

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        """Run one file and name its result. Parameters that the file does not mention are left out."""

    def look(self, name: str, sql: str) -> None:
        """Name a file's result without keeping it: it is worked out wherever it is read. Takes no parameters."""

    def give(self, name: str, table: "pa.Table") -> None:
        """Put a table among the results, as if a file had made it."""

    def ask(self, name: str, sql: str, **parameters: Any) -> "pa.Table":
        """Run one file and take its result away unnamed, which a large one is better for."""

    def fetch(self, name: str) -> "pa.Table":
        """A named result, in the file's own order."""


class Engine(Protocol):
    """Somewhere that SQL files can run over tables, whose names are `tables`, of counts that `cuts` may cut."""

    tables: frozenset[str]
    cuts: Mapping[str, Cut]

    def computation(self, over: Collection[str] | None = None) -> AbstractContextManager[Computation]:
        """A fresh chain of named results, forgotten at the end: over some of the tables, or else all.

        Of what it is not over nothing can be reached, whatever SQL says.
        """

    def tables_read(self, sql: str) -> set[str]:
        """The tables that a file names."""

    def close(self) -> None:
        """Give the memory back."""
