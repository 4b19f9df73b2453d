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
        max(quantile) over () as most_quantiles,
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
            -- One that lacks its last group shows only beside others, unless it is a set of five or ten.
            when count(*) < max(most_quantiles) and count(*) not in (5, 10) then 'a group is missing'
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
        list_transform($z, lambda z: (slope - z * root(slope_variance)) / 2) as lower_tilt,
        list_transform($z, lambda z: (slope + z * root(slope_variance)) / 2) as upper_tilt
    from lines
),
ratios as (
    -- A ratio of the ends means something only where both are above zero.
    select
        *,
        least > 0 and most > 0 as relative,
        case $scale
            when 'linear' then list_transform(
                $z, lambda z: 1 + fieller(slope, intercept, slope_variance, intercept_variance, covariance, -z)
            )
            else list_transform(
                lower_tilt, lambda tilt: off_scale(halfway + tilt, $scale) / off_scale(halfway - tilt, $scale)
            )
        end as lower_ratios,
        case $scale
            when 'linear' then list_transform(
                $z, lambda z: 1 + fieller(slope, intercept, slope_variance, intercept_variance, covariance, z)
            )
            else list_transform(
                upper_tilt, lambda tilt: off_scale(halfway + tilt, $scale) / off_scale(halfway - tilt, $scale)
            )
        end as upper_ratios
    from ends
)
select
    stratum,
    cast(null as integer) as quantile,
    numerator,
    denominator,
    $multiplier * (least - most) as value,
    list_transform(
        if(turn < 0, upper_tilt, lower_tilt),
        lambda tilt: $multiplier * (off_scale(halfway + tilt, $scale) - off_scale(halfway - tilt, $scale))
    ) as lower_ci,
    list_transform(
        if(turn < 0, lower_tilt, upper_tilt),
        lambda tilt: $multiplier * (off_scale(halfway + tilt, $scale) - off_scale(halfway - tilt, $scale))
    ) as upper_ci,
    if(relative, pow(least / most, turn), null) as rii,
    case
        when not relative or (turn < 0 and list_min(lower_ratios) <= 0) then null
        when turn < 0 then list_transform(upper_ratios, lambda ratio: 1 / ratio)
        else lower_ratios
    end as rii_lower_ci,
    case
        when not relative or (turn < 0 and list_min(lower_ratios) <= 0) then null
        when turn < 0 then list_transform(lower_ratios, lambda ratio: 1 / ratio)
        else upper_ratios
    end as rii_upper_ci,
    -- As in the reference: a linear fit's intercept stays in the unit of the values, any other is in that of the index.
    if($scale = 'linear', 1, abs($multiplier)) * most as intercept,
    concat('slope index, ', $scale, ' scale, exact limits') as method,
    case
        when reason is not null then reason
        when not with_limits then 'a group has no limits on this scale'
        when not relative then 'no relative index: an end of the line is not above zero'
        when rii_lower_ci is null or list_count(rii_lower_ci) < len($z)
            then 'no limits of the relative index: its base may be zero'
    end as reason
from ratios
