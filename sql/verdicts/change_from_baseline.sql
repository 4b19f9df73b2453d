-- Each period against the baseline: the difference, and the percentage change, with MOVER intervals from both ends'
-- own limits (functions.sql). A break lies between when baseline < break <= period, so a baseline in the first period
-- of a new series is comparable with what follows it.
with origins as (
    select series, coalesce(any_value(declared_baseline), min(if(value is null, null, period))) as baseline_period
    from judged
    group by series
),
dated as (
    select judged.*, origins.baseline_period
    from judged
    join origins using (series)
),
paired as (
    select
        dated.*,
        origin.lower_ci_95 as l2,
        origin.upper_ci_95 as u2,
        dated.hidden or coalesce(origin.hidden, false) as change_hidden,
        if(change_hidden, null, origin.value) as baseline_value,
        origin.reliability as baseline_reliability,
        origin.good_direction as baseline_direction,
        origin.stretch as baseline_stretch,
        dated.period > dated.baseline_period as after
    from dated
    left join dated as origin
        on origin.series = dated.series
        and origin.area_code = dated.area_code
        and origin.category = dated.category
        and origin.period = dated.baseline_period
),
changes as (
    select
        *,
        difference_lower(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2) as lower,
        difference_upper(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2) as upper,
        if(l2 > 0, ratio_lower(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2), null) as lower_ratio,
        if(l2 > 0, ratio_upper(value, lower_ci_95, upper_ci_95, baseline_value, l2, u2), null) as upper_ratio,
        case
            when change_hidden then 'a figure is suppressed'
            when not after then 'not after the baseline'
            when baseline_value is null then 'the baseline has no figure'
            when value is null then 'there is no figure for this period'
            when baseline_reliability = 'unreliable' then 'the baseline figure is unreliable'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when baseline_stretch <> stretch then 'the series breaks between them'
            when first_year(baseline_period) + years_spanned(baseline_period) > first_year(period)
                then 'the periods overlap'
            when lower is null or upper is null then 'a figure has no interval'
        end as change_reason
    from paired
)
select
    * exclude (
        l2, u2, baseline_reliability, baseline_direction, baseline_stretch, change_hidden, after, lower, upper,
        lower_ratio, upper_ratio
    ),
    if(after, value - baseline_value, null) as change,
    if(after, lower, null) as change_lower_ci_95,
    if(after, upper, null) as change_upper_ci_95,
    if(after and baseline_value > 0, 100 * (value / baseline_value - 1), null) as change_percent,
    if(after, 100 * (lower_ratio - 1), null) as change_percent_lower_ci_95,
    if(after, 100 * (upper_ratio - 1), null) as change_percent_upper_ci_95,
    case
        when change_reason is not null then 'cannot say'
        when lower <= 0 and upper >= 0 then 'no clear change'
        when 'none' in (good_direction, baseline_direction) then if(lower > 0, 'increased', 'decreased')
        when (lower > 0) = (good_direction = 'high is good') then 'improved'
        else 'worsened'
    end as change_verdict
from changes
