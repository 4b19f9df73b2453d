"""The standard population that an analyst asks for."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.errors import InputError

COLUMNS = ["age_band", "standard_population"]


def standard_population_in(path: str | Path | None) -> pa.Table:
    """Age bands and weights from a CSV file, else the European Standard Population 2013.

    Raises InputError when the file is no standard population.
    """
    if path is not None and not isinstance(path, (str, Path)):
        raise InputError("A standard population is the path of a CSV file")
    return european_standard_population() if path is None else _read(Path(path))


def _read(path: Path) -> pa.Table:
    kinds = {"age_band": pa.string(), "standard_population": pa.float64()}
    try:
        table = pyarrow.csv.read_csv(
            path, convert_options=pyarrow.csv.ConvertOptions(include_columns=COLUMNS, column_types=kinds)
        )
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist") from error
    except (OSError, pa.ArrowException) as error:
        why = str(error).splitlines()[0]
        raise InputError(f"{path} is not a CSV file of {' and '.join(COLUMNS)} ({why})") from error
    bands = table["age_band"].to_pylist()
    if wrong := [band for band in bands if band is None or not re.fullmatch(r"\d{1,3}(-\d{1,3}|\+)?", band)]:
        raise InputError(f"{path}: {', '.join(map(repr, wrong[:20]))} is not an age band such as 0-4 or 90+")
    if twice := sorted({band for band in bands if bands.count(band) > 1}):
        raise InputError(f"{path} has the age band {', '.join(twice)} more than once")
    if backwards := [band for band in bands if "-" in band and int(band.split("-")[0]) > int(band.split("-")[1])]:
        raise InputError(f"{path}: {', '.join(backwards)} ends before it begins")
    weights = table["standard_population"]
    if weights.null_count or not pc.all(pc.and_(pc.is_finite(weights), pc.greater_equal(weights, 0))).as_py():
        raise InputError(f"{path}: every standard_population must be a number from zero up")
    return table
