-- The age bands of a life table: all are in use.
select age_band, true as in_use
from life_table_bands
