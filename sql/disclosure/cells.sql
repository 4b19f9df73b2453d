-- Every count of local records that may be shown below country level, whichever way it is cut; of a percentage, beside
-- it the rest of those that it is counted out of.
with shaped as (
    -- A column that is of no cut, so that there is one where a measure has none.
    select *, cast(null as varchar) as uncut from counts
    union all by name
    select * from counts_shape
),
finest as (
    -- Counts over all ages, as fine as any cut is.
    select
        period,
        shaped.area_code,
        cast(columns(lambda name: name = 'uncut' or list_contains($cut_columns, name)) as varchar),
        if(count(*) = count(numerator), sum(numerator), null) as numerator,
        if($proportion and count(*) = count(denominator - numerator), sum(denominator - numerator), null) as rest
    from shaped
    where age_band is null or first_age(age_band) between $first_age and $last_age
    group by all
),
offered as (
    -- Whichever way the release offers to cut it.
    select distinct category_type
    from series
    where basis = 'computed'
),
by_group as (
    from finest
    unpivot include nulls (value for column_name in (columns(* exclude (period, area_code, numerator, rest))))
),
grouped as (
    select by_group.period, by_group.area_code, columns_of_cuts.cut as category_type,
        by_group.numerator, by_group.rest, coalesce(cuts.label, 'Not known') as category
    from by_group
    join (select distinct cut, column_name from cuts) as columns_of_cuts using (column_name)
    join offered on offered.category_type = columns_of_cuts.cut
    left join cuts on cuts.cut = columns_of_cuts.cut and cuts.value = by_group.value
    union all
    select period, area_code, category_type, numerator, rest, if(category_type = 'all', '', area_code)
    from finest
    cross join offered
    where category_type in ('all', 'small_area')
),
parts as (
    select
        period,
        coalesce(small_areas.area_code, grouped.area_code) as area_code,
        category_type,
        category,
        if(count(*) = count(numerator), sum(numerator), null) as numerator,
        sum(rest) as rest
    from grouped
    left join small_areas on small_areas.small_area_code = grouped.area_code
    where category_type <> 'small_area' or small_area_code is not null
    group by all
),
membership as (
    select area_code, area_code as member_code, 1 as members
    from areas
    where area_type is distinct from 'country' and area_code not in (select footprint_code from area_members)
    union all
    select footprint_code, member_code, count(*) over (partition by footprint_code)
    from area_members
),
whole as (
    -- A footprint of which a member was not counted shows nothing.
    select parts.period, membership.area_code
    from parts
    join membership on membership.member_code = parts.area_code
    group by parts.period, membership.area_code
    having count(distinct member_code) = min(members)
),
given as (
    -- What a publisher gives is out already. It can neither be hidden nor guard another.
    select period, area_code, category_type, category, numerator as people
    from published_estimates
    where indicator_id = $indicator_id
)
select
    parts.period,
    membership.area_code,
    membership.area_code in (select footprint_code from area_members) as is_footprint,
    parts.category_type,
    parts.category,
    sum(numerator) as numerator,
    sum(rest) as rest,
    coalesce(sum(numerator) = any_value(given.people), false) as is_published,
    -- Its place among those that may guard another: no count decides it, so it tells of none.
    md5(concat_ws('/', $indicator_id, parts.category_type, membership.area_code, parts.category)) as turn
from parts
join membership on membership.member_code = parts.area_code
join whole on whole.period = parts.period and whole.area_code = membership.area_code
left join given
    on given.period = parts.period
    and given.area_code = membership.area_code
    and given.category_type = parts.category_type
    and given.category = parts.category
group by parts.period, membership.area_code, parts.category_type, parts.category
having count(*) = count(numerator)
