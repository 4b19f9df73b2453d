-- Disclosure control, the last stage before anybody sees a figure. Under the 'local' regime (hospital and GP records)
-- counts of 1 to 7 below country level are hidden with all that rests on them, other counts are rounded to the nearest
-- 5, and estimates carry one decimal. Official statistics arrive already controlled and pass as they are.
with marked as (
    select
        *,
        regime = 'local' and area_type is distinct from 'country' as controlled,
        controlled and numerator > 0 and numerator < 8 as hidden,
        hidden or (controlled and baseline_numerator > 0 and baseline_numerator < 8) as change_hidden,
        hidden or (controlled and comparator_numerator > 0 and comparator_numerator < 8) as comparison_hidden
    from gap_in_people
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
    polarity,
    if(hidden, null, people_disclosed(numerator, controlled)) as numerator,
    if(hidden, null, denominator) as denominator,
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
    if(hidden, 'cannot be calculated', trend) as trend,
    if(hidden, 'the figure is suppressed', trend_reason) as trend_reason,
    if(hidden, null, trend_note) as trend_note,
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
    if(hidden, 'suppressed: a count of 1 to 7', reason) as reason
from marked
order by indicator_id, position, area_code, category, period
