-- An area whose counts are given whole and by neighbourhood in one period: its sum would count everybody twice.
select counts.period, counts.area_code
from counts
join small_areas on small_areas.area_code = counts.area_code
where small_areas.small_area_code in (
    select given.area_code from counts as given where given.period = counts.period
)
group by counts.period, counts.area_code
