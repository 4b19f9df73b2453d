-- The series that a release holds of a measure: each way of cutting it, each basis, and how far that reaches. For each
-- cut the series to be shown comes first: the one that reaches the latest period, computed before official on a tie.
-- Counts are cut as the measure declares, and by neighbourhood where they are counts of neighbourhoods.
with shaped as (
    -- A column that is of no cut, so that there is one where a measure has none.
    select *, cast(null as varchar) as uncut from counts
    union all by name
    select * from counts_shape
),
counted as (
    select
        period,
        area_code in (select small_area_code from small_areas) as is_neighbourhood,
        cast(columns(lambda name: name = 'uncut' or list_contains($cut_columns, name)) as varchar)
    from shaped
    where numerator is not null and denominator is not null
),
grouped as (
    -- A cut is offered where any count has a group of it.
    from counted
    unpivot (value for column_name in (columns(* exclude (period, is_neighbourhood))))
),
series as (
    select period, 'all' as category_type, 'computed' as basis
    from counted
    union all
    select period, 'small_area', 'computed'
    from counted
    where is_neighbourhood
    union all
    select grouped.period, columns_of_cuts.cut, 'computed'
    from grouped
    join (
        select distinct cut, column_name from cuts where list_contains($cut_ids, cut)
    ) as columns_of_cuts using (column_name)
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
