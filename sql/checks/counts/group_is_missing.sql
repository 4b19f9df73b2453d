-- A series that lacks a group which other series of the same measure have: its sums would be too small. Where time at
-- risk is counted from the records themselves, a group that is not there is nobody.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
),
present as (
    select distinct
        period,
        coalesce(small_areas.area_code, shaped.area_code) as area_code,
        sex,
        free_school_meals,
        deprivation_quintile,
        coalesce(age_band, five_year_band(age)) as age_band
    from shaped
    left join small_areas on small_areas.small_area_code = shaped.area_code
)
select series.*, expected.*
from (select distinct period, area_code from present) as series
cross join (select distinct * exclude (period, area_code) from present) as expected
left join present
    on present.period = series.period
    and present.area_code = series.area_code
    and present.sex is not distinct from expected.sex
    and present.free_school_meals is not distinct from expected.free_school_meals
    and present.deprivation_quintile is not distinct from expected.deprivation_quintile
    and present.age_band is not distinct from expected.age_band
where present.period is null and $counts_people
