"""Where invented people live: LSOAs and the national tenth of deprivation of each."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.deprivation import EDITIONS
from blmk_metrics.releases.areas import Area

# England's LSOAs have some 1,600 people; more of them than England has would not find ranks.
PEOPLE, FEWEST, MOST = 1600, 40, 33_000
# Far beyond the codes that are in use, so that an invented neighbourhood is never taken for one that exists.
FIRST_CODE = 900_001
LAYOUT = ("lsoa21_code", "lsoa21_name", "ltla24_code", "ltla24_name", "IMD_decile", "IMD_rank")


@dataclass(frozen=True)
class Neighbourhoods:
    """LSOAs: their codes and deprivation deciles (1 the most deprived), in one order.

    `lookup` is a file of deprivation to write beside the records, and empty where one exists already.
    """

    codes: tuple[str, ...]
    deciles: np.ndarray
    lookup: str = ""


def listed_neighbourhoods(deprivation: pa.Table) -> Neighbourhoods:
    """The LSOAs of a table of lsoa_code and imd_decile, of one edition of the Indices of Deprivation."""
    table = deprivation.sort_by("lsoa_code")
    return Neighbourhoods(tuple(table["lsoa_code"].to_pylist()), table["imd_decile"].to_numpy())


def invented_neighbourhoods(residents: int, seed: int, places: Sequence[Area]) -> Neighbourhoods:
    """Invented LSOAs of some Places, enough for so many residents, evenly from the most to the least deprived."""
    if not places:
        raise InputError("The release has no Place for people to live in; give a file with --deprivation")
    number = min(max(round(residents / PEOPLE), FEWEST), MOST)
    last = EDITIONS["21"][1]
    ranks = np.sort(1 + (np.arange(number) * 2 + 1) * last // (2 * number))
    # Shuffled, or the first Place would be the most deprived.
    ranks = np.random.Generator(np.random.PCG64([seed, 0])).permutation(ranks)
    deciles = -(-ranks * 10 // last)
    codes = tuple(f"E01{FIRST_CODE + i}" for i in range(number))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(LAYOUT)
    for i, (code, decile, rank) in enumerate(zip(codes, deciles.tolist(), ranks.tolist(), strict=True)):
        place = places[i % len(places)]
        lines.writerow([code, f"{place.name}, invented {i + 1}", place.code, place.name, decile, rank])
    return Neighbourhoods(codes, deciles, text.getvalue())
