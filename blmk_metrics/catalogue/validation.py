"""A value of a file as the dataclass that declares it, or all that is wrong with it."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from blmk_metrics.catalogue.faults import Refused, faults

Declared = TypeVar("Declared")


def validated(
    declaration: type[Declared], value: object, where: str = "", context: Mapping[str, object] | None = None
) -> Declared:
    """A value as its declaration has it. `context` is what the declaration's own rules look up.

    Raises Refused with every fault, each in the entry `where`.
    """
    adapter: TypeAdapter[Declared] = _adapter(declaration)  # type: ignore[arg-type]  # a class is hashable
    try:
        return adapter.validate_python(value, context=context)
    except ValidationError as error:
        raise Refused(faults(error, where, declaration)) from error


@cache
def _adapter(declaration: type[Any]) -> TypeAdapter[Any]:
    """Built when the first value of the kind is read, and kept."""
    return TypeAdapter(declaration)
