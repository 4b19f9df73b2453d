-- A deprivation quintile that is missing or none of 1 (most deprived) to 5, where any row has one.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select period, area_code, deprivation_quintile, count(*) as rows
from shaped
where (select count(deprivation_quintile) from shaped) > 0
    and (deprivation_quintile is null or deprivation_quintile not between 1 and 5)
group by period, area_code, deprivation_quintile
