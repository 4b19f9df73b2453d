-- Slope and relative index of inequality: the difference and the ratio across the whole population, from its most to its
-- least deprived end, by weighted least squares of the quantile's value on its place in the population. Fitted on the
-- scale asked for (means linear, rates log, proportions logit); the slope is linear in the values there, so its standard
-- error is exact. Limits turn the line about its middle. Positive: the least deprived have the higher value; a negative
-- multiplier turns both indices round. Each quantile's first limits are its 95% ones.
-- Pamuk ER. Social class inequality in mortality from 1921 to 1972 in England and Wales. Popul Stud 1985;39:17-31.
with shares as (
    select
        stratum,
        quantile,
        numerator,
        denominator,
        on_scale(value, $scale) as y,
        (on_scale(upper_ci[1], $scale) - on_scale(lower_ci[1], $scale)) / (2 * $z95) as standard_error,
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
        sum(share * position) over (partition by stratum) as middle
    from ranks
),
sums as (
    select
        stratum,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        any_value(middle) as middle,
        sum(share * y) as mean,
        sum(share * (position - middle) * y) as covariation,
        sum(share * pow(position - middle, 2)) as variation,
        if(count(standard_error) = count(*), sum(pow(share * (position - middle) * standard_error, 2)), null)
            as tilt_variance,
        sum(share * share * (position - middle) * standard_error * standard_error) as tilt_with_mean,
        sum(pow(share * standard_error, 2)) as mean_variance,
        count(standard_error) = count(*) as with_limits,
        case
            when count(quantile) < 5 or count(quantile) < count(*) then 'fewer than five groups have figures'
            when count(*) < max(quantile) then 'a group is missing'
            when count(denominator) < count(*) then 'a group has no population'
            when count(y) < count(*) then 'a group has no estimate'
        end as reason
    from centred
    group by stratum
),
lines as (
    select
        *,
        if(reason is null, covariation / variation, null) as slope,
        mean - middle * covariation / variation as intercept,
        tilt_variance / pow(variation, 2) as slope_variance,
        mean_variance - 2 * middle * tilt_with_mean / variation + pow(middle / variation, 2) * tilt_variance
            as intercept_variance,
        tilt_with_mean / variation - middle * tilt_variance / pow(variation, 2) as covariance,
        sign($multiplier) as turn
    from sums
),
ends as (
    -- The line's two ends, least deprived and most deprived, as fitted and as its slope reaches its limits.
    select
        *,
        off_scale(intercept + slope, $scale) as least,
        if(slope is null, null, off_scale(intercept, $scale)) as most,
        intercept + slope / 2 as halfway,
        list_transform($z, lambda z: (slope - turn * z * root(slope_variance)) / 2) as lower_tilt,
        list_transform($z, lambda z: (slope + turn * z * root(slope_variance)) / 2) as upper_tilt
    from lines
)
select
    stratum,
    cast(null as integer) as quantile,
    numerator,
    denominator,
    $multiplier * (least - most) as value,
    list_transform(
        lower_tilt, lambda tilt: $multiplier * (off_scale(halfway + tilt, $scale) - off_scale(halfway - tilt, $scale))
    ) as lower_ci,
    list_transform(
        upper_tilt, lambda tilt: $multiplier * (off_scale(halfway + tilt, $scale) - off_scale(halfway - tilt, $scale))
    ) as upper_ci,
    pow(least / nullif(most, 0), turn) as rii,
    case $scale
        when 'linear' then list_transform($z, lambda z: pow(
            1 + fieller(slope, intercept, slope_variance, intercept_variance, covariance, -turn * z), turn
        ))
        else list_transform(lower_tilt, lambda tilt: pow(
            off_scale(halfway + tilt, $scale) / off_scale(halfway - tilt, $scale), turn
        ))
    end as rii_lower_ci,
    case $scale
        when 'linear' then list_transform($z, lambda z: pow(
            1 + fieller(slope, intercept, slope_variance, intercept_variance, covariance, turn * z), turn
        ))
        else list_transform(upper_tilt, lambda tilt: pow(
            off_scale(halfway + tilt, $scale) / off_scale(halfway - tilt, $scale), turn
        ))
    end as rii_upper_ci,
    -- As in the reference: a linear fit's intercept stays in the unit of the values, any other is in that of the index.
    if($scale = 'linear', 1, abs($multiplier)) * most as intercept,
    concat('slope index, ', $scale, ' scale, exact limits') as method,
    coalesce(reason, if(with_limits, null, 'a group has no limits')) as reason
from ends
