"""JSON as it is meant: each field once, every number a number."""

import json
import math
from typing import Any

from blmk_metrics.catalogue.faults import Fault, Refused
from blmk_metrics.catalogue.type_words import quoted


def read_json(content: str | bytes) -> Any:
    """The value of a JSON text. Raises Refused where it cannot be taken at its word."""
    try:
        return json.loads(content, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except Refused:
        raise
    except RecursionError as error:
        raise _refused("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise _refused(f"is not JSON from line {error.lineno}, column {error.colno} on") from error
    except ValueError as error:  # bytes that are no text, or a whole number of thousands of digits
        raise _refused("is not JSON that can be read") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise _refused(f"has {quoted(next(name for name in names if names.count(name) > 1))} twice in one place")
    return fields


def _no_number(text: str) -> float:
    raise _refused(f"has {text}, which is not a number")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _refused(f"has {quoted(text)}, which is too large a number")
    return number


def _refused(what: str) -> Refused:
    return Refused([Fault("", f"it {what}", "")])
