-- Proportion from a weighted survey, with limits from the survey's own published precision.
-- The 95% half-width is the source's; another level scales it by the ratio of normal quantiles. Areas add as weighted
-- people, and their variances add with them: SE2 = sum((d / D)2 x SE2), carried in the strata as squared half-widths.
-- Office for National Statistics. Annual Population Survey (APS) quality and methodology information.
with estimate as (
    select
        stratum,
        quantile,
        numerator,
        denominator,
        $multiplier * numerator / nullif(denominator, 0) as value,
        $multiplier * sqrt(squared_half_width) / nullif(denominator, 0) as half_width
    from strata
)
select
    stratum,
    quantile,
    numerator,
    denominator,
    value,
    list_transform($z, lambda z: at_least(value - half_width * (z / $z95), 0.0)) as lower_ci,
    list_transform($z, lambda z: at_most(value + half_width * (z / $z95), $multiplier)) as upper_ci,
    'survey proportion, limits from the survey''s half-width' as method,
    case
        when numerator is null or denominator is null then 'a count is missing'
        when denominator <= 0 then 'nobody to count'
        when half_width is null then 'no half-width, so no limits'
    end as reason
from estimate
