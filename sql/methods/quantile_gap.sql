-- Plain gap: the least deprived quantile's value less the most deprived one's, with limits by MOVER from each one's own.
-- The groups between take no part. Positive: the least deprived have the higher value.
-- Zou GY, Donner A. Stat Med 2008;27:1693-702, as in functions.sql. Mackenbach JP, Kunst AE. Measuring the magnitude of
-- socio-economic inequalities in health. Soc Sci Med 1997;44:757-71.
with numbered as (
    select
        *,
        max(quantile) over () as last_quantile
    from quantile_estimates
),
ends as (
    select
        stratum,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        any_value(value) filter (where quantile = 1) as most,
        any_value(lower_ci) filter (where quantile = 1) as most_lower,
        any_value(upper_ci) filter (where quantile = 1) as most_upper,
        any_value(value) filter (where quantile = last_quantile) as least,
        any_value(lower_ci) filter (where quantile = last_quantile) as least_lower,
        any_value(upper_ci) filter (where quantile = last_quantile) as least_upper,
        case
            when max(last_quantile) < 5 or count(quantile) < count(*) then 'fewer than five groups have figures'
            when min(quantile) > 1 or max(quantile) < max(last_quantile) then 'a group is missing'
            when most is null or least is null then 'a group has no estimate'
        end as reason
    from numbered
    group by stratum
)
select
    stratum,
    cast(null as integer) as quantile,
    numerator,
    denominator,
    if(reason is null, least - most, null) as value,
    if(reason is null, list_transform(
        least_lower,
        lambda lower, place: difference_lower(
            least, lower, least_upper[place], most, most_lower[place], most_upper[place]
        )
    ), null) as lower_ci,
    if(reason is null, list_transform(
        least_lower,
        lambda lower, place: difference_upper(
            least, lower, least_upper[place], most, most_lower[place], most_upper[place]
        )
    ), null) as upper_ci,
    'gap between the least and the most deprived group, limits by MOVER' as method,
    reason
from ends
