-- The levels at which some areas have neighbourhoods.
select distinct level
from read_parquet($file, hive_partitioning = false)
where list_contains($areas, area_code)
order by level
