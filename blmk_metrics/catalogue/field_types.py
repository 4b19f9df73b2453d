"""Types of fields that several declarations share: nothing but a day is ever turned into another kind of value."""

import re
import unicodedata
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Strict

from blmk_metrics.catalogue.faults import Faulty
from blmk_metrics.catalogue.type_words import quoted


def line(longest: int) -> AfterValidator:
    """A rule for a text: one line of at most so many characters, and no character that cannot be seen."""

    return AfterValidator(partial(one_line, longest=longest))


def one_line(text: str, longest: int) -> str:
    """The same text. Raises Faulty where it is empty, longer, or not one line that can be seen whole."""
    if not text.strip():
        raise Faulty("is empty", "fill it in")
    if len(text) > longest:
        raise Faulty(f"has {len(text):,} characters, and at most {longest} are shown", "shorten it")
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in text):
        raise Faulty("has a line break or a character that cannot be seen", "write it in one line")
    return text


def matching(pattern: str, what: str, mend: str = "") -> AfterValidator:
    """A rule for a text: the whole of it is as a pattern says, or it `what` (`'a b' is not the name of an extract`)."""

    def checked(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise Faulty(f"{quoted(text, 80)} {what}", mend)
        return text

    return AfterValidator(checked)


def _day(value: object) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    # TOML has days of its own.
    if type(value) is date:
        return value
    raise Faulty(f"must be a day, not {quoted(value)}", "write it as 2026-11-21")


Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_day)]
