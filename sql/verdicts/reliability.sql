-- How far each estimate may be leaned on: its source's own word first. Only 'unreliable' silences the verdicts that
-- follow. The thresholds are those of the Office for National Statistics for its surveys, and of the Office for Health
-- Improvement and Disparities for counts.
with precision_of as (
    select
        *,
        upper_ci_95 - lower_ci_95 as width,
        greatest(upper_ci_95 - value, value - lower_ci_95) / ($z95 * nullif(value, 0)) as variation
    from judged
)
select
    * exclude (width, variation),
    -- A gap that has turned round is no better for being lower: neither direction is good on the far side of zero.
    if(kind = 'difference' and value < 0, 'none', polarity) as good_direction,
    case
        when value is null then null
        when flag = 'unreliable' then 'unreliable'
        when kind <> 'survey' and numerator < 10 then 'unreliable'
        when kind = 'survey' and (variation is null or variation >= 0.2) then 'unreliable'
        when kind = 'survey' and variation >= 0.1 then 'use with care'
        when flag = 'provisional' or begins_stretch then 'use with care'
        when kind = 'count' and width > value / 2 then 'use with care'
        else 'good'
    end as reliability,
    case
        when value is null then missing_reason
        when flag = 'unreliable' then 'its source calls it unreliable'
        when kind <> 'survey' and numerator < 10 then 'fewer than 10 events'
        when kind = 'survey' and variation is null then 'the survey gives no precision'
        when kind = 'survey' and variation >= 0.2 then 'too few people surveyed'
        when kind = 'survey' and variation >= 0.1 then 'few people surveyed'
        when flag = 'provisional' then 'provisional'
        when begins_stretch then 'first period after a break in the series'
        when kind = 'count' and width > value / 2 then 'the interval is wider than half the value'
    end as reason
from precision_of
