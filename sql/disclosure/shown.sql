-- Disclosure control, the last stage before anybody sees a figure. Under the 'local' regime (hospital and GP records)
-- what is suppressed is hidden with all that rests on it, other counts below country level are rounded to the nearest
-- 5, and estimates carry one decimal. Time at risk comes from the same records, and is rounded too; a population is
-- published elsewhere. Official statistics arrive already controlled and pass as they are. One reason serves every
-- hidden figure: two would tell the small counts from those that protect them.
with resting as (
    -- An index rests on its groups: it goes with any of them, though the number of people behind it stays.
    select indicator_id, area_code, period
    from suppressed
    where under_index
    group by indicator_id, area_code, period
),
hidden as (
    select
        gap_in_people.*,
        regime = 'local' and area_type is distinct from 'country' as controlled,
        controlled and not people as time_at_risk,
        suppressed.indicator_id is not null as count_hidden,
        suppressed.indicator_id is not null
        or (kind = 'difference' and numerator is not null and resting.indicator_id is not null) as hidden
    from gap_in_people
    left join suppressed
        on suppressed.indicator_id = gap_in_people.indicator_id
        and suppressed.category_type = gap_in_people.category_type
        and suppressed.area_code = gap_in_people.area_code
        and suppressed.period = gap_in_people.period
        and suppressed.category = gap_in_people.category
        and regime = 'local'
    left join resting
        on resting.indicator_id = gap_in_people.indicator_id
        and resting.area_code = gap_in_people.area_code
        and resting.period = gap_in_people.period
        and regime = 'local'
),
marked as (
    select
        one.*,
        one.hidden or coalesce(origin.hidden, false) as change_hidden,
        one.hidden or coalesce(comparator.hidden, false) as comparison_hidden,
        -- A period in which nothing was collected has no place, and no trend.
        one.hidden or (one.place is not null and bool_or(one.hidden) over latest_five) as trend_hidden
    from hidden as one
    left join hidden as origin
        on origin.indicator_id = one.indicator_id
        and origin.area_code = one.area_code
        and origin.category = one.category
        and origin.period = one.baseline_period
    left join hidden as comparator
        on comparator.indicator_id = one.indicator_id
        and comparator.area_code = one.comparator_code
        and comparator.category = one.category
        and comparator.period = one.period
    window latest_five as (
        partition by one.indicator_id, one.area_code, one.category
        order by one.place
        range between 4 preceding and current row
    )
)
select
    indicator_id,
    area_code,
    area_name,
    area_type,
    position,
    period,
    category_type,
    category,
    basis,
    declared_polarity as polarity,
    if(count_hidden, null, people_disclosed(numerator, controlled)) as numerator,
    if(
        count_hidden or (time_at_risk and is_small(denominator)), null, people_disclosed(denominator, time_at_risk)
    ) as denominator,
    disclosed(value, hidden, controlled) as value,
    disclosed(lower_ci_95, hidden, controlled) as lower_ci_95,
    disclosed(upper_ci_95, hidden, controlled) as upper_ci_95,
    disclosed(lower_ci_998, hidden, controlled) as lower_ci_998,
    disclosed(upper_ci_998, hidden, controlled) as upper_ci_998,
    comparator_code,
    comparator_name,
    disclosed(comparator_value, comparison_hidden, controlled) as comparator_value,
    if(comparison_hidden, 'not compared', comparison) as comparison,
    if(comparison_hidden, 'a figure is suppressed', comparison_reason) as comparison_reason,
    if(comparison_hidden, null, comparison_note) as comparison_note,
    if(comparison_hidden, null, people_disclosed(gap, controlled)) as gap,
    if(comparison_hidden, null, people_disclosed(gap_lower_ci_95, controlled)) as gap_lower_ci_95,
    if(comparison_hidden, null, people_disclosed(gap_upper_ci_95, controlled)) as gap_upper_ci_95,
    if(comparison_hidden, 'a figure is suppressed', gap_reason) as gap_reason,
    if(trend_hidden, 'cannot be calculated', trend) as trend,
    if(trend_hidden, 'a figure is suppressed', trend_reason) as trend_reason,
    if(trend_hidden, null, trend_note) as trend_note,
    baseline_period,
    disclosed(baseline_value, change_hidden, controlled) as baseline_value,
    disclosed(change, change_hidden, controlled) as change,
    disclosed(change_lower_ci_95, change_hidden, controlled) as change_lower_ci_95,
    disclosed(change_upper_ci_95, change_hidden, controlled) as change_upper_ci_95,
    disclosed(change_percent, change_hidden, controlled) as change_percent,
    disclosed(change_percent_lower_ci_95, change_hidden, controlled) as change_percent_lower_ci_95,
    disclosed(change_percent_upper_ci_95, change_hidden, controlled) as change_percent_upper_ci_95,
    if(change_hidden, 'cannot say', change_verdict) as change_verdict,
    if(change_hidden, 'a figure is suppressed', change_reason) as change_reason,
    if(hidden, null, reliability) as reliability,
    if(hidden, 'suppressed: a small count, or one that would give a small one away', reason) as reason
from marked
order by indicator_id, position, area_code, category, period
