"""Which children a row of the Early Years Foundation Stage Profile is of: all, a sex, or by free school meals."""

import re
from collections.abc import Collection

import pandas as pd

from blmk_metrics.layouts.cells import NUMBER, folded
from blmk_metrics.layouts.sheets import Sheet

SEX, KIND = ("gender", "sex"), ("characteristic_type", "characteristic")
TOTAL = {"total", "all", "all pupils", "all children", ""}
SEXES = {"girls": "Female", "female": "Female", "boys": "Male", "male": "Male"}
MEALS = re.compile(r"(fsm|free school meals?)( \(fsm\))?( status| eligibility)?")
ELIGIBLE = re.compile(r"(known to be )?(eligible( for (fsm|free school meals?))?|fsm( eligible)?|free school meals?)")
NOT_ELIGIBLE = re.compile(rf"(not|non)[ -]({ELIGIBLE.pattern})|(all )?other( pupils| children)?")
# A figure, or a mark where there is none.
FIGURE = rf"{NUMBER}|[a-z]|low|[:.]+"


def children_cut(sheet: Sheet, uncut: Collection[str]) -> tuple[Sheet, pd.DataFrame]:
    """The rows of all children or of one cut of them that is carried, with its kind and group.

    A column of words that is not among the `uncut` is a cut of another kind: only its total is taken.
    """
    for column in sheet.columns:
        if column not in uncut and column not in SEX + KIND:
            cells = sheet[column].map(folded)
            words = ~cells.isin(TOTAL) & ~cells.str.fullmatch(FIGURE)
            if words.any():
                sheet = sheet.keep(cells.isin(TOTAL), f"a {column} that is not carried")
    blank = pd.Series("", index=sheet.rows.index)
    sex = next((sheet[column].map(folded) for column in SEX if column in sheet.columns), blank)
    first, second = (sheet[column].map(folded) if column in sheet.columns else blank for column in KIND)
    found = [_kind(*cells) for cells in zip(sex, first, second, strict=True)]
    cuts = pd.DataFrame(found, columns=["kind", "group"], index=sheet.rows.index, dtype="str")
    return sheet.keep(cuts["kind"] != "", "a group of children that is not carried"), cuts


def _kind(sex: str, first: str, second: str) -> tuple[str, str]:
    """How a row is cut; the department has written the kind of a characteristic before its label, and behind it."""
    if first in TOTAL and second in TOTAL and sex in SEXES:
        return "sex", SEXES[sex]
    if sex not in TOTAL:
        return "", ""
    for kind, label in ((first, second), (second, first)):
        if kind in TOTAL and label in TOTAL:
            return "all", ""
        if kind in SEX and label in SEXES:
            return "sex", SEXES[label]
        if MEALS.fullmatch(kind) and (NOT_ELIGIBLE.fullmatch(label) or ELIGIBLE.fullmatch(label)):
            return "free_school_meals", "Not eligible" if NOT_ELIGIBLE.fullmatch(label) else "Eligible"
    return "", ""
