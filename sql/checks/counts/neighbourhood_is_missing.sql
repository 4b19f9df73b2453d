-- A neighbourhood without counts in an area that is counted by neighbourhoods like it: the area's sum would be too small.
with counted as (
    select distinct counts.period, small_areas.level, small_areas.area_code, small_areas.small_area_code
    from counts
    join small_areas on small_areas.small_area_code = counts.area_code
)
select series.period, series.area_code, small_areas.small_area_code
from (select distinct period, level, area_code from counted) as series
join small_areas on small_areas.level = series.level and small_areas.area_code = series.area_code
left join counted on counted.period = series.period and counted.small_area_code = small_areas.small_area_code
where counted.period is null
