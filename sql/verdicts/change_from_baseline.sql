-- Each period against the baseline: the difference, and the percentage change, with MOVER intervals from both ends'
-- own limits (functions.sql). A break lies between when baseline < break <= period, so a baseline in the first period
-- of a new series is comparable with what follows it.
with dated as (
    select
        *,
        coalesce(
            declared_baseline,
            min(if(value is null, null, period)) over (partition by indicator_id)
        ) as baseline_period
    from recent_trend
),
paired as (
    select
        *,
        max(if(period = baseline_period, value, null)) over series as baseline_value,
        max(if(period = baseline_period, lower_ci_95, null)) over series as l2,
        max(if(period = baseline_period, upper_ci_95, null)) over series as u2,
        max(if(period = baseline_period, numerator, null)) over series as baseline_numerator,
        max(if(period = baseline_period, reliability, null)) over series as baseline_reliability,
        max(if(period = baseline_period, stretch, null)) over series as baseline_stretch,
        period > baseline_period as after
    from dated
    window series as (partition by indicator_id, area_code, category)
),
changes as (
    select
        *,
        difference_lower(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2) as lower,
        difference_upper(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2) as upper,
        if(l2 > 0, ratio_lower(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2), null) as lower_ratio,
        if(l2 > 0, ratio_upper(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2), null) as upper_ratio,
        case
            when not after then 'not after the baseline'
            when baseline_value is null then 'the baseline has no figure'
            when value is null then 'there is no figure for this period'
            when baseline_reliability = 'unreliable' then 'the baseline figure is unreliable'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when baseline_stretch <> stretch then 'the series breaks between them'
            when lower_ci_95 is null or l2 is null then 'a figure has no interval'
        end as change_reason
    from paired
)
select
    * exclude (l2, u2, baseline_reliability, baseline_stretch, after, lower, upper, lower_ratio, upper_ratio),
    if(after, value - baseline_value, null) as change,
    if(after, lower, null) as change_lower_ci_95,
    if(after, upper, null) as change_upper_ci_95,
    if(after and baseline_value > 0, 100 * (value / baseline_value - 1), null) as change_percent,
    if(after, 100 * (lower_ratio - 1), null) as change_percent_lower_ci_95,
    if(after, 100 * (upper_ratio - 1), null) as change_percent_upper_ci_95,
    case
        when change_reason is not null then 'cannot say'
        when lower <= 0 and upper >= 0 then 'no clear change'
        when polarity = 'none' then if(lower > 0, 'increased', 'decreased')
        when (lower > 0) = (polarity = 'high is good') then 'improved'
        else 'worsened'
    end as change_verdict
from changes
