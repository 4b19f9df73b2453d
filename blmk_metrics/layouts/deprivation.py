"""The English Indices of Deprivation by LSOA, editions 2019 and 2025: one row a neighbourhood, ranked in England."""

import re

import pandas as pd

from blmk_metrics.layouts.cells import filled, numbers, placed, whole
from blmk_metrics.layouts.parts import Part, Reference, typed
from blmk_metrics.layouts.sheets import Sheet

TITLE = "English Indices of Deprivation"
PUBLISHER = "Ministry of Housing, Communities and Local Government"
# The government's own file of 2015 has the LSOAs of 2019's: only its authorities, of 2013, tell them apart.
COLUMNS = {
    "lsoa_code": r"lsoa(?:11|21)_code|LSOA code \(20(?:11|21)\)",
    "lsoa_name": r"lsoa(?:11|21)_name|LSOA name \(20(?:11|21)\)",
    "area_code": r"ltla\d\d_code|Local Authority District code \((?:2019|2024)\)",
    "area_name": r"ltla\d\d_name|Local Authority District name \((?:2019|2024)\)",
    "imd_rank": r"IMD_rank|Index of Multiple Deprivation \(IMD\) Rank.*",
    "imd_decile": r"IMD_decile|Index of Multiple Deprivation \(IMD\) Decile.*",
}
SCORE = r"IMD_score|Index of Multiple Deprivation \(IMD\) Score"
# An edition by the year of its LSOAs, and how many of them England has.
EDITIONS = {"11": (2019, 32_844), "21": (2025, 33_755)}


def recognises(header: list[str]) -> bool:
    """Whether a header names an LSOA, its authority, and its rank and decile, each once."""
    return all(len(_matching(header, pattern)) == 1 for pattern in COLUMNS.values())


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The Index of Multiple Deprivation of the neighbourhoods in known areas."""
    columns = {name: _matching(sheet.columns, pattern)[0] for name, pattern in COLUMNS.items()}
    edition, last = EDITIONS["11" if "11" in columns["lsoa_code"] else "21"]
    sheet, area_code = placed(sheet, reference.areas, columns["area_code"], columns["area_name"])
    code = sheet[columns["lsoa_code"]].str.strip()
    sheet.refuse(~code.str.fullmatch(r"E01\d{6}"), columns["lsoa_code"], "is no code of an LSOA")
    sheet.refuse(code.duplicated(), columns["lsoa_code"], "stands twice")
    filled(sheet, columns["lsoa_name"], columns["imd_rank"], columns["imd_decile"])
    rank = whole(sheet, columns["imd_rank"], least=1, most=last)
    decile = whole(sheet, columns["imd_decile"], least=1, most=10)
    # Rounded up: in whole numbers, as the ranks at the edges of a decile would not bear floating point.
    sheet.refuse(decile != -(-rank * 10 // last), columns["imd_decile"], "is not the decile of its rank")
    score = _score(sheet)
    if score is not None:
        climbs = score[rank.sort_values().index].diff() > 0
        sheet.refuse(climbs.reindex(score.index), columns["imd_rank"], "is of a higher score than a more deprived rank")
    return [
        Part(
            name="deprivation",
            source=f"English Indices of Deprivation {edition}",
            publisher=PUBLISHER,
            table=typed(
                "deprivation",
                {
                    "edition": edition,
                    "lsoa_code": code,
                    "lsoa_name": sheet[columns["lsoa_name"]].str.strip(),
                    "area_code": area_code,
                    "imd_rank": rank,
                    "imd_decile": decile,
                    "imd_score": score,
                },
            ),
        )
    ]


def _score(sheet: Sheet) -> pd.Series | None:
    matching = _matching(sheet.columns, SCORE)
    return numbers(sheet, matching[0], most=100) if matching else None


def _matching(header: list[str], pattern: str) -> list[str]:
    return [column for column in header if re.fullmatch(pattern, column)]
