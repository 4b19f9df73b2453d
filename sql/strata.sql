-- The one roll-up. Counts become strata: an area or a footprint, whole or cut by a category, in one period.
-- Everything here adds up; nothing here is a rate. A part that is missing makes its sum missing, never smaller.
-- Counts of a neighbourhood are counts of the area it lies in.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
),
grouped as (
    -- Beside each count, as text, its values in the column that it is cut by and in the one that a slope goes across.
    select
        *,
        cast(columns(lambda name: list_contains($cut_columns, name)) as varchar) as group_value,
        cast(columns(lambda name: list_contains($slope_columns, name)) as varchar) as slope_value
    from shaped
),
parts as (
    -- Each area's own counts, cut and summed before any footprint repeats them. A missing count is remembered.
    select
        period,
        coalesce(small_areas.area_code, shaped.area_code) as area_code,
        case $category_type
            when 'all' then ''
            when 'small_area' then small_area_code
            else coalesce(cut_by.label, 'Not known')
        end as category,
        if($slope_across = '', null, sloped.position) as quantile,
        age_band,
        age // 5 as five_years,
        if(count(*) = count(numerator), sum(numerator), null) as numerator,
        if(count(*) = count(denominator), sum(denominator), null) as denominator,
        if(count(*) = count(squared_half_width), sum(squared_half_width), null) as squared_half_width,
        if(count(*) = count(event_variance), sum(event_variance), null) as event_variance,
        max(flag) as flag
    from grouped as shaped
    left join small_areas on small_areas.small_area_code = shaped.area_code
    left join cuts as cut_by on cut_by.cut = $category_type and cut_by.value = shaped.group_value
    left join cuts as sloped on sloped.cut = $slope_across and sloped.value = shaped.slope_value
    where $category_type <> 'small_area' or small_areas.small_area_code is not null
    group by all
),
membership as (
    select area_code, area_code as member_code, 1 as members
    from areas
    union all
    select footprint_code, member_code, count(*) over (partition by footprint_code)
    from area_members
),
placed as (
    select
        parts.* exclude (area_code, age_band, five_years),
        coalesce(parts.age_band, five_year_band(5 * parts.five_years)) as age_band,
        membership.area_code,
        membership.member_code,
        membership.members
    from parts
    join membership on membership.member_code = parts.area_code
),
coverage as (
    select period, area_code, count(distinct member_code) < min(members) as incomplete
    from placed
    group by period, area_code
)
select
    dense_rank() over (order by period, area_code, category) as stratum,
    period,
    area_code,
    category,
    quantile,
    age_band,
    coverage.incomplete,
    if(count(*) = count(numerator), sum(numerator), null) as numerator,
    if(count(*) = count(denominator), sum(denominator), null) as denominator,
    if(count(*) = count(squared_half_width), sum(squared_half_width), null) as squared_half_width,
    if(count(*) = count(event_variance), sum(event_variance), null) as event_variance,
    -- A sum is provisional when a part is. That a member's own figure is unreliable says nothing of the sum's.
    max(if(members > 1 and flag = 'unreliable', null, flag)) as flag,
    cast(null as varchar) as official_comparison,
    cast(null as varchar) as official_trend,
    cast(null as double) as standard_population
from placed
join coverage using (period, area_code)
group by period, area_code, category, quantile, age_band, coverage.incomplete
