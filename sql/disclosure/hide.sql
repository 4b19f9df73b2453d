-- Disclosure control, before any verdict can read a figure. Under the 'local' regime (hospital and GP records) what is
-- suppressed is hidden below country level with all that rests on it. Official statistics arrive already controlled and
-- pass as they are. One reason serves every hidden figure: two would tell the small counts from those that protect them.
with resting as (
    -- An index rests on its groups: it goes with any of them, though the number of people behind it stays.
    select indicator_id, area_code, period
    from suppressed
    where under_index
    group by indicator_id, area_code, period
),
marked as (
    select
        estimates.*,
        regime = 'local' and area_type is distinct from 'country' as controlled,
        controlled and not people as time_at_risk,
        -- For precision: of fewer people a percentage says little.
        controlled and proportion and denominator < 100 as of_few,
        suppressed.indicator_id is not null as count_hidden,
        suppressed.indicator_id is not null
        or (kind = 'difference' and numerator is not null and resting.indicator_id is not null) as hidden
    from estimates
    left join suppressed
        on suppressed.indicator_id = estimates.indicator_id
        and suppressed.category_type = estimates.category_type
        and suppressed.area_code = estimates.area_code
        and suppressed.period = estimates.period
        and suppressed.category = estimates.category
        and regime = 'local'
    left join resting
        on resting.indicator_id = estimates.indicator_id
        and resting.area_code = estimates.area_code
        and resting.period = estimates.period
        and regime = 'local'
)
select
    * exclude (count_hidden, of_few)
    replace (
        if(count_hidden, null, numerator) as numerator,
        if(count_hidden or (time_at_risk and is_small(denominator)), null, denominator) as denominator,
        if(hidden or of_few, null, value) as value,
        if(hidden or of_few, null, lower_ci_95) as lower_ci_95,
        if(hidden or of_few, null, upper_ci_95) as upper_ci_95,
        if(hidden or of_few, null, lower_ci_998) as lower_ci_998,
        if(hidden or of_few, null, upper_ci_998) as upper_ci_998,
        case
            when hidden then 'suppressed: a small count, or one that would give a small one away'
            when of_few then coalesce(missing_reason, 'fewer than 100 people, too few for a percentage')
            else missing_reason
        end as missing_reason
    )
from marked
-- Rows are numbered in their order: one that rests on what is shown alone.
order by all
