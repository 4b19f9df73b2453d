-- A series that lacks a group which other series of the same measure have: its sums would be too small. Where time at
-- risk is counted from the records themselves, a group that is not there is nobody.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
),
banded as (
    select * replace (coalesce(age_band, five_year_band(age)) as age_band)
    from shaped
),
present as (
    -- A group is a value in each column that the measure is cut by, and an age band.
    select distinct
        period,
        coalesce(small_areas.area_code, banded.area_code) as area_code,
        columns(lambda name: name = 'age_band' or list_contains($cut_columns, name))
    from banded
    left join small_areas on small_areas.small_area_code = banded.area_code
)
select expected.*
from (
    select series.period, series.area_code, every_group.*
    from (select distinct period, area_code from present) as series
    cross join (select distinct * exclude (period, area_code) from present) as every_group
    except
    from present
) as expected
where $counts_people
