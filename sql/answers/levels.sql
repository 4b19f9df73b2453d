-- The levels at which some areas have neighbourhoods.
select distinct level
from read_parquet($file)
where list_contains($areas, area_code)
order by level
