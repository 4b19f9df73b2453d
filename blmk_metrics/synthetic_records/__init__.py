"""Invented records of residents and their diagnoses, shaped like a general practice's: nobody in them exists.

The same number of residents, seed and neighbourhoods give the same bytes, on any number of cores.
"""

from blmk_metrics.synthetic_records.homes import (
    Neighbourhoods,
    invented_neighbourhoods,
    listed_neighbourhoods,
)
from blmk_metrics.synthetic_records.writing import DIAGNOSES, RESIDENTS, Written, write_records

__all__ = [
    "DIAGNOSES",
    "RESIDENTS",
    "Neighbourhoods",
    "Written",
    "invented_neighbourhoods",
    "listed_neighbourhoods",
    "write_records",
]
