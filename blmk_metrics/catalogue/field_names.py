"""The names that the fields of a declaration have in a file."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints


def field_names(declaration: object, path: Sequence[str | int] = ()) -> tuple[str, ...]:
    """The fields that a file may have where a path into a declaration leads; none where that is no dataclass."""
    kind = _dataclass_in(_kind_along(declaration, path))
    return tuple(_names(kind)) if kind else ()


def field_choices(declaration: object, path: Sequence[str | int]) -> tuple[str, ...]:
    """The words that the field where a path leads is chosen from; none where it is no choice of words."""
    kind = _bare(_kind_along(declaration, path))
    return tuple(map(str, kind)) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


def _kind_along(declaration: object, path: Sequence[str | int]) -> object:
    kind = declaration
    for step in path:
        kind = _kind_at(kind, step)
    return kind


def _kind_at(kind: object, step: str | int) -> object:
    if isinstance(step, str) and (declared := _dataclass_in(kind)):
        return _names(declared).get(step)
    # Of a list the kind of its items, of a table that of its values.
    items = [each for each in get_args(_bare(kind)) if each is not Ellipsis]
    return items[-1] if items else None


def _names(declaration: type[Any]) -> dict[str, object]:
    """The kind of each field, by its name in a file."""
    hints = get_type_hints(declaration, include_extras=True)
    return {_alias(hints[each.name]) or each.name: hints[each.name] for each in fields(declaration) if each.init}


def _alias(hint: object) -> str:
    notes = getattr(hint, "__metadata__", ())
    return next((alias for note in notes if isinstance(alias := getattr(note, "validation_alias", None), str)), "")


def _dataclass_in(kind: object) -> type[Any] | None:
    """The dataclass that a kind is, perhaps among others (`Period | None`)."""
    bare = _bare(kind)
    kinds = map(_bare, get_args(bare)) if get_origin(bare) in (Union, UnionType) else (bare,)
    return next((each for each in kinds if isinstance(each, type) and is_dataclass(each)), None)


def _bare(kind: object) -> object:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind
