-- Directly standardised rate on the European Standard Population 2013, with Dobson's limits.
-- Weights are joined by the label of the age band, never by position. Fewer than 10 events: no rate.
-- Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters.
-- Stat Med 1991;10:457-62.
with standard as (
    select age_band, standard_population as weight
    from european_standard_population
    where first_age(age_band) between $first_age and $last_age
),
banded as (
    select
        strata.stratum,
        strata.quantile,
        standard.weight,
        coalesce(strata.numerator, 0) as events,  -- as the reference does; a release withholds the rate instead
        strata.denominator as population
    from strata
    join standard on standard.age_band = strata.age_band
),
summed as (
    select
        stratum,
        quantile,
        sum(events) as observed,
        sum(population) as population,
        sum(weight * events / nullif(population, 0)) / sum(weight) as rate,
        sum(events * pow(weight / nullif(population, 0), 2)) / pow(sum(weight), 2) as variance,
        case
            when count(*) < (select count(*) from standard) then 'an age band is missing'
            when count(population) < count(*) or min(population) <= 0 then 'an age band has no population'
            when sum(events) < 10 then 'fewer than 10 events'
        end as reason
    from banded
    group by stratum, quantile
),
sound as (
    -- Where there is a reason there is no spread, and so no rate and no limits.
    select
        *,
        if(reason is null, rate, null) as sound_rate,
        if(reason is null, sqrt(variance / observed), null) as spread
    from summed
)
select
    stratum,
    quantile,
    observed as numerator,
    population as denominator,
    $multiplier * sound_rate as value,
    $multiplier * (rate + spread * (byar_lower(observed, $z95) - observed)) as lower_ci_95,
    $multiplier * (rate + spread * (byar_upper(observed, $z95) - observed)) as upper_ci_95,
    $multiplier * (rate + spread * (byar_lower(observed, $z998) - observed)) as lower_ci_998,
    $multiplier * (rate + spread * (byar_upper(observed, $z998) - observed)) as upper_ci_998,
    reason
from sound
