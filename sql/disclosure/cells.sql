-- Every count of local records that may be shown below country level, whichever way it is cut, and whether it is to be
-- hidden: to begin with, the counts of 1 to 7.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
),
finest as (
    -- Counts over all ages, as fine as any cut is.
    select
        period,
        shaped.area_code,
        sex,
        free_school_meals,
        deprivation_quintile,
        if(count(*) = count(numerator), sum(numerator), null) as numerator
    from shaped
    where age_band is null or first_age(age_band) between $first_age and $last_age
    group by all
),
cuts as (
    -- Whichever way the release offers to cut it.
    select distinct category_type
    from series
    where basis = 'computed'
),
parts as (
    select
        period,
        coalesce(small_areas.area_code, finest.area_code) as area_code,
        category_type,
        category_of(category_type, sex, free_school_meals, deprivation_quintile, small_area_code) as category,
        if(count(*) = count(numerator), sum(numerator), null) as numerator
    from finest
    left join small_areas on small_areas.small_area_code = finest.area_code
    cross join cuts
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
    coalesce(sum(numerator) = any_value(given.people), false) as is_published,
    is_small(sum(numerator)) and not is_published as hidden
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
