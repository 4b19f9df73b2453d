"""What the types of a declaration refuse, in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST = 40

IS_LIST = ("must be a list", 'write it as ["one", "two"]')
IS_NUMBER = ("must be a number, not {value}", "write it in figures, without quotes")
IS_WHOLE = ("must be a whole number, not {value}", "write it in figures, without quotes")
IS_DATE = ("must be a day, not {value}", "write it as 2026-11-21")
HAS_FIELDS = ("must have fields of its own, not {value}", "write them under its name")
OTHERWISE = ("is not what it must be", "write it as it is elsewhere")
# What is wrong and how to mend it, by pydantic's name for it. Numbers in braces are its own.
WORDS = {
    "missing": ("is missing", "add it"),
    **dict.fromkeys(("string_type", "string_unicode", "string_sub_type"), ("must be a text", 'write it in "quotes"')),
    "string_too_short": ("must have {min_length} characters or more", "write more"),
    "string_too_long": ("must have {max_length} characters or fewer", "shorten it"),
    "string_pattern_mismatch": ("is not written as it must be: {value}", "write it as it is elsewhere"),
    **dict.fromkeys(("bool_type", "bool_parsing"), ("must be true or false", "write it without quotes")),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), IS_WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), IS_NUMBER),
    "greater_than": ("must be more than {gt}, not {value}", "write another number"),
    "greater_than_equal": ("must be {ge} or more, not {value}", "write another number"),
    "less_than": ("must be less than {lt}, not {value}", "write another number"),
    "less_than_equal": ("must be {le} or less, not {value}", "write another number"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), IS_LIST),
    "too_short": ("must have {min_length} or more, not {actual_length}", "add what is missing"),
    "too_long": ("must have {max_length} or fewer, not {actual_length}", "take some out"),
    **dict.fromkeys(("dict_type", "mapping_type", "dataclass_type", "dataclass_exact_type", "model_type"), HAS_FIELDS),
    **dict.fromkeys(("literal_error", "enum"), ("must be one of {expected}, not {value}", "choose one of them")),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), IS_DATE),
    "value_error": ("is not what it must be: {error}", "mend it"),
}


def worded(error: "ErrorDetails") -> tuple[str, str]:
    """What is wrong with a value of another type than is declared, said of its field, and what to do."""
    context = error.get("ctx", {})
    what, mend = WORDS.get(error["type"], OTHERWISE)
    return what.format(value=quoted(error["input"]), **context), mend.format(**context)


def quoted(value: object, longest: int = LONGEST) -> str:
    """A value of a file as a message carries it: short, and with nothing in it that a terminal obeys."""
    if isinstance(value, str):
        return repr(value if len(value) <= longest else value[:longest] + "…")
    if isinstance(value, (list, tuple, Mapping)):
        return "several fields" if isinstance(value, Mapping) else "a list"
    return "nothing" if value is None else quoted(str(value), longest)[1:-1]
