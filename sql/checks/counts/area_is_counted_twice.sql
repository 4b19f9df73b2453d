-- An area whose counts are given at two levels in one period, whole or by neighbourhoods of one size and of another: its
-- sum would count everybody twice.
select
    counts.period,
    coalesce(small_areas.area_code, counts.area_code) as area_code,
    string_agg(distinct coalesce(small_areas.level, 'whole'), ' and ' order by coalesce(small_areas.level, 'whole')) as levels
from counts
left join small_areas on small_areas.small_area_code = counts.area_code
group by counts.period, coalesce(small_areas.area_code, counts.area_code)
having count(distinct coalesce(small_areas.level, 'whole')) > 1
