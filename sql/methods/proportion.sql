-- Proportion with Wilson score limits (functions.sql has the formula and its reference).
select
    stratum,
    quantile,
    numerator,
    denominator,
    $multiplier * numerator / nullif(denominator, 0) as value,
    list_transform($z, lambda z: $multiplier * wilson_lower(numerator, nullif(denominator, 0), z)) as lower_ci,
    list_transform($z, lambda z: $multiplier * wilson_upper(numerator, nullif(denominator, 0), z)) as upper_ci,
    'proportion, Wilson limits' as method,
    case
        when numerator is null or denominator is null then 'a count is missing'
        when denominator <= 0 then 'nobody to count'
    end as reason
from strata
