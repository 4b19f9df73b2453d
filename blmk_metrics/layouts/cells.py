"""What the cells of a sheet mean: numbers, areas, periods. Anything that cannot be right is refused, with its line."""

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.periods import PeriodKind
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import shown, some

# More people than any country of the United Kingdom will have.
MOST = 1e9
NUMBER = r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?"


def numbers(
    sheet: Sheet, column: str, missing: Collection[str] = (), *, least: float | None = 0, most: float = MOST
) -> pd.Series:
    """A column as numbers, missing where it is blank or one of the source's own marks for a missing value.

    Raises InputError where a cell is no number, below `least` or above `most`.
    """
    sheet.refuse_cut(column)
    cells = sheet[column].str.strip()
    blank = cells.isin(["", *missing])
    sheet.refuse(~blank & ~cells.str.fullmatch(NUMBER), column, "is no number")
    figures = pd.to_numeric(cells.where(~blank).str.replace(",", ""), errors="coerce").astype("float64")
    sheet.refuse(~blank & figures.isna(), column, "is no number")
    if least is not None:
        sheet.refuse(figures < least, column, f"is below {least:g}")
    sheet.refuse(figures.abs() > most, column, f"is beyond {most:g}: no such figure can be right")
    return figures


def whole(sheet: Sheet, column: str, *, least: float = 0, most: float = MOST) -> pd.Series:
    """A column as whole numbers, missing where it is blank; `3.0` is 3. Raises InputError where a cell is none."""
    figures = numbers(sheet, column, least=least, most=most)
    sheet.refuse(figures % 1 > 0, column, "is no whole number")
    return figures.astype("Int64")


def filled(sheet: Sheet, *columns: str) -> None:
    """Raise InputError where a cell of these columns is blank."""
    for column in columns:
        sheet.refuse(sheet[column].str.strip() == "", column, "is blank")


def percentages(sheet: Sheet, column: str, missing: Collection[str] = (), *, of: pd.Series | None = None) -> pd.Series:
    """A column as percentages, or those of its cells that `of` is true of.

    Raises InputError where one is beyond 100, or where all are shares of one: 0.62 for 62.
    """
    figures = numbers(sheet, column, missing)
    shares = figures if of is None else figures.where(of)
    sheet.refuse(shares > 100, column, "is beyond 100: no percentage can be")
    sheet.refuse(
        (shares > 0) & (shares.max() <= 1), column, "is a share of one, as all of its kind here; give percentages"
    )
    return figures


def years(sheet: Sheet, column: str) -> pd.Series:
    """A column as years, whole numbers from 1900 to 2100."""
    cells = sheet[column].str.strip().str.removesuffix(".0")
    sheet.refuse(~cells.str.fullmatch(r"(19|20)\d\d"), column, "is no year")
    return cells.astype("int64")


def spanning(first_year: pd.Series) -> pd.Series:
    """Years that begin in one calendar year and end in the next: `2021/22` for 2021."""
    return first_year.astype(str) + "/" + ((first_year + 1) % 100).astype(str).str.zfill(2)


def written_as(period_type: PeriodKind) -> str:
    """How one period of a type is written, as a regular expression."""
    return r"\d{4}" if period_type is PeriodKind.CALENDAR_YEAR else r"\d{4}/\d{2}"


def only_its_periods(sheet: Sheet, column: str, measure: Measure) -> Sheet:
    """The rows of a single year of the measure's kind; pooled and other periods are left out.

    Raises InputError where none is left.
    """
    cells = sheet[column].str.strip()
    wanted = cells.str.fullmatch(written_as(measure.period_type))
    # 2021/22 is one year; 2021/23 is two.
    first = pd.to_numeric(cells.str[:4].where(wanted & cells.str.contains("/")), errors="coerce").dropna()
    wanted[first.index] = cells[first.index] == spanning(first.astype("int64"))
    if measure.period.length > 1:
        # Several years together are not read yet; a single one is none of them.
        wanted[:] = False
    if not wanted.any() and len(cells):
        raise InputError(
            f"{sheet.path} has no period of {measure.id} that can be read ({measure.period.words}); "
            f"it has {some(cells)}"
        )
    return sheet.keep(wanted, f"a period that is not one {measure.period_type}")


def distinct(sheet: Sheet, keys: Iterable[pd.Series], column: str) -> None:
    """Raise InputError when two rows have the same keys; `column` is what the message shows of them."""
    sheet.refuse(pd.concat(list(keys), axis=1).duplicated(), column, "stands twice for the same area, period and group")


def flags(notes: pd.Series) -> pd.Series:
    """What a publisher's note or status says of how far a figure may be leaned on."""
    unreliable = notes.str.contains("unreliable|reliability", case=False)
    provisional = notes.str.contains("provisional", case=False)
    return (
        pd.Series(None, index=notes.index, dtype="str").mask(provisional, "provisional").mask(unreliable, "unreliable")
    )


def folded(name: str) -> str:
    """A name as it is compared: no capitals, no double spaces, `&` as a word."""
    return re.sub(r"\s+", " ", name.casefold().replace("&", "and")).strip()


def authority(neighbourhood: pd.Series) -> pd.Series:
    """The authorities that LSOAs and MSOAs are named after: `Luton` for `Luton 007A`; blank for any other name."""
    return neighbourhood.str.strip().str.extract(r"^(.+) \d{3}[A-Z]*$", expand=False).fillna("")


def _codes(cells: pd.Series, areas: Mapping[str, str]) -> pd.Series:
    """The codes of the areas that cells name, missing where they name none that is known."""
    return cells.map({each: areas.get(folded(each)) for each in cells.unique()}).astype("str")


def placed(sheet: Sheet, areas: Mapping[str, str], *columns: str) -> tuple[Sheet, pd.Series]:
    """The rows of known areas and the code of each: what the first of some columns that is not blank says it is.

    `known` maps folded codes and names to codes. Rows of other areas are left out, counted and named: a code that is
    not known is not looked for by its name, since other kinds of area bear the same names. Raises InputError when no
    row is of a known area, or two columns of a row name different ones.
    """
    codes = [_codes(sheet[column], areas) for column in columns]
    code, undecided = codes[0], sheet[columns[0]].str.strip() == ""
    for column, other in zip(columns[1:], codes[1:], strict=True):
        sheet.refuse(code.notna() & other.notna() & (code != other), column, f"is not the area of {columns[0]}")
        code = code.mask(undecided, other)
        undecided &= sheet[column].str.strip() == ""
    strange = code.isna()
    if strange.any():
        named = sheet.rows.loc[strange, columns[0]].str.strip()
        for column in columns[1:]:
            other = sheet.rows.loc[strange, column].str.strip()
            named = named.where(named == other, named.str.cat(other, sep=" ").str.strip())
        counted = named.map(shown).value_counts()
        sheet.account.strangers.update({str(name): int(rows) for name, rows in counted.items()})
    if strange.all():
        raise InputError(
            f"{sheet.path} has no area that the release knows; it has {some(sheet[columns[-1]])}. Add them to the "
            "areas, or give another file"
        )
    return sheet.keep(~strange, "an area that the release does not know"), code[~strange]
