-- An area against England, or against its footprint where no England figure exists: the comparator's value against the
-- area's own interval. Inside or equal is similar; outside the 99.8% interval as well is 'much'. Where the publisher
-- gives a verdict but not the interval it rests on, that verdict is carried.
with footprints as (
    select area_members.member_code as area_code, arg_min(areas.area_code, areas.position) as footprint_code
    from area_members
    join areas on areas.area_code = area_members.footprint_code
    group by area_members.member_code
),
national as (
    select series, min(area_code) as country_code
    from judged
    where area_type = 'country' and value is not null
    group by series
),
addressed as (
    select
        judged.*,
        coalesce(national.country_code, footprints.footprint_code) as comparator_code
    from judged
    left join national using (series)
    left join footprints using (area_code)
),
paired as (
    select
        addressed.*,
        comparator.area_name as comparator_name,
        addressed.hidden or coalesce(comparator.hidden, false) as comparison_hidden,
        if(comparison_hidden, null, comparator.value) as comparator_value,
        comparator.reliability as comparator_reliability,
        comparator.good_direction as comparator_direction,
        addressed.lower_ci_95 is not null and addressed.upper_ci_95 is not null as bounded
    from addressed
    left join judged as comparator
        on comparator.series = addressed.series
        and comparator.area_code = addressed.comparator_code
        and comparator.period = addressed.period
        and comparator.category = addressed.category
),
placed as (
    select
        *,
        case
            when comparison_hidden then 'a figure is suppressed'
            when area_code = comparator_code then 'it is the comparator'
            when area_type = 'footprint' and comparator_code is null then 'it is what its Places are compared with'
            when comparator_code is null then 'it has no comparator'
            when value is null then 'there is no figure to compare'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when comparator_value is null then 'the comparator has no figure'
            when comparator_reliability = 'unreliable' then 'the comparator''s figure is unreliable'
            when not bounded and official_comparison is null then 'the figure has no interval'
        end as comparison_reason,
        case
            when comparator_value between lower_ci_95 and upper_ci_95 then 'similar'
            when comparator_value < lower_ci_95 then 'higher'
            else 'lower'
        end as direction,
        if(comparator_value < lower_ci_998 or comparator_value > upper_ci_998, 'much ', '') as distance
    from paired
)
select
    * exclude (direction, distance, bounded, comparator_reliability, comparator_direction),
    if(comparison_reason is null and not bounded, 'the publisher''s own verdict', null) as comparison_note,
    case
        when comparison_reason is not null then 'not compared'
        when not bounded then official_comparison
        when direction = 'similar' then 'similar'
        when 'none' in (good_direction, comparator_direction) then distance || direction
        when (direction = 'higher') = (good_direction = 'high is good') then distance || 'better'
        else distance || 'worse'
    end as comparison
from placed
