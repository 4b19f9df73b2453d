"""What a measure's file leaves out and follows from what it says: from its unit, its name and its counts."""

import re
from typing import Any

from blmk_metrics.catalogue.faults import Faulty
from blmk_metrics.catalogue.field_types import one_line
from blmk_metrics.catalogue.raw_fields import RawFields

PERCENT = re.compile(r"(%|per ?cent\b)(?! points)", re.IGNORECASE)
PER = re.compile(r"\bper ([1-9][\d,]{0,14})\b", re.IGNORECASE)
# Units whose numbers are read without a word beside them.
BARE = re.compile(r"(ratio|index|score)\b", re.IGNORECASE)
# Of more series or extracts than these a source names the first.
MOST_NAMED = 3
YEARS = re.compile(r"years?\b", re.IGNORECASE)


def completed(written: RawFields, measure_id: str) -> dict[str, Any]:
    """A file's fields with those that it leaves out; what it says itself is kept, sound or not."""
    name = _sound(written.text("name"), measure_id)
    short_name = _sound(written.text("short_name"), name)
    counts = written.section("counts")
    fields = {
        "short_name": name,
        "question": f"{short_name}: how is {{place}} doing?",
        "source": _source(written),
        **_of_unit(_sound(written.text("unit"), "not stated")),
        **written.written,
        "id": measure_id,
    }
    if counts.text("method"):
        fields.setdefault("method", counts.text("method"))
    for section in ("counts", "words"):
        if written.section(section).written:
            fields[section] = _with_noun(written.section(section), written.text("unit"))
    return fields


def multiplier_of(unit: str) -> float | None:
    """What a unit says that a share is multiplied by: 100 for `% of children`; None where it says nothing of it."""
    if PERCENT.match(unit):
        return 100
    found = PER.search(unit)
    return float(found[1].replace(",", "")) if found else None


def _of_unit(unit: str) -> dict[str, Any]:
    if PERCENT.match(unit):
        return {
            "multiplier": 100,
            "decimals": 1,
            "short_unit": "%",
            "change_unit": "percentage points",
            "plausible": [0, 100],
        }
    if found := PER.search(unit):
        return {
            "multiplier": multiplier_of(unit),
            "decimals": 1,
            "short_unit": f" {found[0]}",
            "change_unit": found[0],
        }
    if YEARS.match(unit):
        return {"multiplier": 1, "decimals": 1, "short_unit": " years", "change_unit": "years"}
    if unit.startswith("£"):
        return {"multiplier": 1, "decimals": 0, "short_unit": " pounds", "change_unit": "pounds"}
    # A unit that is too long to follow a number is left to the words around it.
    short_unit = "" if BARE.match(unit) or len(unit) >= 40 else f" {unit}"
    return {"multiplier": 1, "decimals": 1, "short_unit": short_unit, "change_unit": unit}


def _with_noun(section: RawFields, unit: str) -> dict[str, Any]:
    """A section with the noun of what it counts: that of a rate's unit (`deaths per 100,000`), else the first word."""
    before = unit[: found.start()].split() if (found := PER.search(unit)) else []
    first = section.text("numerator").split()
    noun = next(iter((*before[-1:], *first[:1])), "")
    return {"numerator_noun": _sound(noun, "people"), **section.written}


def _source(written: RawFields) -> str:
    """Where the figures come from, as far as the file says so in other fields."""
    series = [f"{each.text('layout')} {each.text('key')}" for _, each in written.sections("series")]
    named = list(dict.fromkeys(series or written.section("counts").texts("extracts")))
    more = [f"and {len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
    source = "; ".join([*named[:MOST_NAMED], *more]).replace("_", " ")
    return _sound(source[:1].upper() + source[1:], "not stated")


def _sound(text: str, otherwise: str) -> str:
    """A text that can be shown in one line, else another one: what is wrong with it is for its own field to say."""
    try:
        return one_line(text, 200)
    except Faulty:
        return otherwise
