-- The series that a release holds of a measure: each way of cutting it, each basis, and how far that reaches. For each
-- cut the series to be shown comes first: the one that reaches the latest period, computed before official on a tie.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
),
counted as (
    select
        period,
        ['all', if(sex is not null, 'sex', null), if(free_school_meals is not null, 'free_school_meals', null),
            if(deprivation_quintile is not null, 'deprivation_quintile', null),
            if(area_code in (select small_area_code from small_areas), 'small_area', null)] as category_types
    from shaped
    where numerator is not null and denominator is not null
),
series as (
    select period, unnest(category_types) as category_type, 'computed' as basis
    from counted
    union all
    select period, category_type, 'official'
    from published_estimates
    where indicator_id = $indicator_id and value is not null
)
select category_type, basis, max(period) as latest_period
from series
where category_type is not null
group by category_type, basis
order by category_type, latest_period desc, basis = 'official'
