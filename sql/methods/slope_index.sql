-- Slope index of inequality: the difference across the whole population, from its most to its least deprived end, by
-- weighted least squares of the quantile's value on its place in the population. The slope is linear in the values,
-- so its standard error is exact. Positive: the least deprived have the higher value.
-- Pamuk ER. Social class inequality in mortality from 1921 to 1972 in England and Wales. Popul Stud 1985;39:17-31.
with shares as (
    select
        stratum,
        quantile,
        numerator,
        denominator,
        value,
        (upper_ci_95 - lower_ci_95) / (2 * $z95) as standard_error,
        denominator / sum(denominator) over (partition by stratum) as share
    from quantile_estimates
),
ranks as (
    select
        *,
        sum(share) over (partition by stratum order by quantile) - share / 2 as position
    from shares
),
centred as (
    select
        *,
        position - sum(share * position) over (partition by stratum) as distance
    from ranks
),
slopes as (
    select
        stratum,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(share * distance * value) / sum(share * distance * distance) as slope,
        sqrt(sum(pow(share * distance * standard_error, 2))) / sum(share * distance * distance) as standard_error,
        case
            when count(quantile) < 5 or count(quantile) < count(*) then 'fewer than five groups have figures'
            when count(value) < count(*) then 'a group has no estimate'
        end as reason
    from centred
    group by stratum
),
sound as (
    select *, if(reason is null, slope, null) as value
    from slopes
)
select
    stratum,
    cast(null as integer) as quantile,
    numerator,
    denominator,
    value,
    value - $z95 * standard_error as lower_ci_95,
    value + $z95 * standard_error as upper_ci_95,
    value - $z998 * standard_error as lower_ci_998,
    value + $z998 * standard_error as upper_ci_998,
    reason
from sound
