"""Standard populations: the weights that age bands carry."""

from functools import cache

import pyarrow as pa
import pyarrow.csv as pc

from blmk_metrics.resources import DATA

FILE = DATA / "reference" / "european_standard_population_2013.csv"


@cache
def european_standard_population() -> pa.Table:
    """The European Standard Population 2013: `age_band` and `standard_population`, 100,000 people in all.

    Eurostat. Revision of the European Standard Population. Publications Office of the European Union, 2013.
    """
    return pc.read_csv(FILE)
