-- Crude rate: exact Poisson limits below 10 events, Byar's approximation from there (functions.sql has its reference).
-- The exact limits of a count are half a chi-squared quantile, which SQL lacks: `poisson_limits` brings them.
-- Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-42.
select
    strata.stratum,
    strata.quantile,
    strata.numerator,
    strata.denominator,
    $multiplier * strata.numerator / nullif(strata.denominator, 0) as value,
    case
        when strata.numerator < 10
            then list_transform(poisson_limits.lower, lambda count: $multiplier * count / nullif(strata.denominator, 0))
        else list_transform(
            $z, lambda z: $multiplier * byar_lower(strata.numerator, z) / nullif(strata.denominator, 0)
        )
    end as lower_ci,
    case
        when strata.numerator < 10
            then list_transform(poisson_limits.upper, lambda count: $multiplier * count / nullif(strata.denominator, 0))
        else list_transform(
            $z, lambda z: $multiplier * byar_upper(strata.numerator, z) / nullif(strata.denominator, 0)
        )
    end as upper_ci,
    if(strata.numerator < 10, 'crude rate, exact Poisson limits', 'crude rate, Byar limits') as method,
    case
        when strata.numerator is null or strata.denominator is null then 'a count is missing'
        when strata.denominator <= 0 then 'nobody to count'
    end as reason
from strata
left join poisson_limits on poisson_limits.observed = strata.numerator
