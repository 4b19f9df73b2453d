-- Proportion with Wilson score limits (functions.sql has the formula and its reference).
select
    stratum,
    quantile,
    numerator,
    denominator,
    $multiplier * numerator / nullif(denominator, 0) as value,
    $multiplier * wilson_lower(numerator, nullif(denominator, 0), $z95) as lower_ci_95,
    $multiplier * wilson_upper(numerator, nullif(denominator, 0), $z95) as upper_ci_95,
    $multiplier * wilson_lower(numerator, nullif(denominator, 0), $z998) as lower_ci_998,
    $multiplier * wilson_upper(numerator, nullif(denominator, 0), $z998) as upper_ci_998,
    case
        when numerator is null or denominator is null then 'a count is missing'
        when denominator <= 0 then 'nobody to count'
    end as reason
from strata
