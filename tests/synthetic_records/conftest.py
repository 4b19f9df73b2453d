"""An invented population to look at: a hundred and twenty thousand people, drawn once."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from blmk_metrics.releases.areas import Area
from blmk_metrics.synthetic_records import invented_neighbourhoods, write_records

DRAWN_ON = pd.Timestamp(date(2025, 6, 30))
RESIDENTS = 120_000


@dataclass(frozen=True)
class Population:
    """What was written, as a reader of the files sees it; `residents` have their decile, and `age` while registered."""

    folder: Path
    residents: pd.DataFrame
    diagnoses: pd.DataFrame

    @property
    def registered(self) -> pd.DataFrame:
        """Those who are alive and registered when the records were drawn."""
        return self.residents[self.residents["registered_to"].isna() & self.residents["died_on"].isna()]


@pytest.fixture(scope="session")
def places(edition) -> list[Area]:
    """The Places of the release that ships."""
    return [area for area in edition.areas().values() if area.type == "place"]


@pytest.fixture(scope="session")
def population(places, tmp_path_factory) -> Population:
    """A population that is written and read back."""
    folder = tmp_path_factory.mktemp("records") / "population"
    neighbourhoods = invented_neighbourhoods(RESIDENTS, 4, places)
    write_records(folder, RESIDENTS, 4, neighbourhoods)
    residents, diagnoses = (read(folder / f"{name}.parquet") for name in ("residents", "diagnoses"))
    deciles = dict(zip(neighbourhoods.codes, neighbourhoods.deciles.tolist(), strict=True))
    residents["decile"] = residents["lsoa21_code"].map(deciles)
    residents["age"] = (DRAWN_ON - residents["birth_month"]).dt.days / 365.25
    return Population(folder, residents, diagnoses)


def read(path: Path) -> pd.DataFrame:
    """A file with its dates as timestamps."""
    frame = pq.read_table(path).to_pandas()
    dates = [column for column in frame.columns if column.endswith(("_month", "_from", "_to", "_on"))]
    return frame.assign(**{column: pd.to_datetime(frame[column]) for column in dates})
