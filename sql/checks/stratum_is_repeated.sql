-- The same area, period and group counted twice.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select period, area_code, sex, free_school_meals, deprivation_quintile, age_band, count(*) as rows
from shaped
group by period, area_code, sex, free_school_meals, deprivation_quintile, age_band
having count(*) > 1
