-- What would close the gap, in people: how many fewer or more there would be at the benchmark's figure. A figure is so
-- many people for each unit of its value, and the gap is that many times the difference; its limits put the area's own
-- limits in place of its figure, the benchmark's being taken as known. Positive: the area has too many, or too few,
-- for its polarity; negative: it is already better. Only where the comparison is not 'similar', and never for what does
-- not count people.
with units as (
    select
        *,
        -- The same number twice over, but the first has none for a figure of nought, and a standardised rate no second.
        coalesce(numerator / nullif(value, 0), denominator / multiplier)
            * if(good_direction = 'high is good', -1, 1) as people_per_unit,
        case
            when comparison_hidden then 'a figure is suppressed'
            when not people then 'it does not count people'
            when good_direction = 'none' then 'neither direction is good'
            when comparison = 'not compared' then comparison_reason
            when comparison = 'similar' then 'it is similar to ' || benchmark_name
            when people_per_unit is null then 'its counts are not published'
        end as gap_reason
    from judged
),
ends as (
    select
        *,
        people_per_unit * (value - benchmark_value) as difference,
        people_per_unit * (lower_ci_95 - benchmark_value) as at_lower,
        people_per_unit * (upper_ci_95 - benchmark_value) as at_upper
    from units
)
select
    * exclude (people_per_unit, difference, at_lower, at_upper),
    if(gap_reason is null, difference, null) as gap,
    if(gap_reason is null, least(at_lower, at_upper), null) as gap_lower_ci_95,
    if(gap_reason is null, greatest(at_lower, at_upper), null) as gap_upper_ci_95
from ends
