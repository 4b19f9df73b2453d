-- The neighbourhoods of some areas at one level, most deprived first.
select small_area_code, small_area_name, area_code, lsoas, in_most_deprived_fifth, decile
from read_parquet($file, hive_partitioning = false)
where level = $level and list_contains($areas, area_code)
order by decile nulls last, small_area_name
