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
    select indicator_id, min(area_code) as country_code
    from reliability
    where area_type = 'country' and value is not null
    group by indicator_id
),
addressed as (
    select
        reliability.*,
        coalesce(national.country_code, footprints.footprint_code) as comparator_code
    from reliability
    left join national using (indicator_id)
    left join footprints using (area_code)
),
paired as (
    select
        addressed.*,
        comparator.area_name as comparator_name,
        comparator.value as comparator_value,
        comparator.numerator as comparator_numerator,
        comparator.reliability as comparator_reliability,
        comparator.polarity as comparator_polarity,
        addressed.lower_ci_95 is not null and addressed.upper_ci_95 is not null as bounded
    from addressed
    left join reliability as comparator
        on comparator.indicator_id = addressed.indicator_id
        and comparator.area_code = addressed.comparator_code
        and comparator.period = addressed.period
        and comparator.category = addressed.category
),
placed as (
    select
        *,
        case
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
    * exclude (direction, distance, bounded, official_comparison, comparator_reliability, comparator_polarity),
    if(comparison_reason is null and not bounded, 'the publisher''s own verdict', null) as comparison_note,
    case
        when comparison_reason is not null then 'not compared'
        when not bounded then official_comparison
        when direction = 'similar' then 'similar'
        when 'none' in (polarity, comparator_polarity) then distance || direction
        when (direction = 'higher') = (polarity = 'high is good') then distance || 'better'
        else distance || 'worse'
    end as comparison
from placed
