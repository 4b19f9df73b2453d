-- Directly standardised rate on a standard population, with Dobson's limits. Weights are joined by the label of the age
-- band, never by position; a stratum that brings its own `standard_population` is standardised on its own bands. Where
-- one person may have several events, `event_variance` is the sum over frequencies f of f2 x people, which widens the
-- limits; where it is missing events are independent. Fewer than 10 events: no rate.
-- Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters.
-- Stat Med 1991;10:457-62.
with standard as (
    select
        age_band,
        cast(standard_population as double) as weight,
        -- Each band has a bit of its own: a sum of bits has as many as it has terms only when every band comes once. A
        -- floating-point sum, which is the fastest, has room for so many.
        if(count(*) over () <= 50, pow(2e0, row_number() over (order by age_band) - 1), null) as bit
    from european_standard_population
    where first_age(age_band) between $first_age and $last_age
),
banded as (
    select
        strata.stratum,
        strata.quantile,
        strata.numerator as events,  -- a missing count is none, as in the reference; a release withholds the rate instead
        coalesce(strata.event_variance, strata.numerator) as event_variance,
        strata.denominator as population,
        strata.standard_population as own_weight,
        coalesce(strata.standard_population, standard.weight) / nullif(strata.denominator, 0) as per_person,
        standard.bit
    from strata
    join standard on standard.age_band = strata.age_band
),
summed as (
    select
        stratum,
        quantile,
        count(*) as bands,
        count(events) as counted,
        coalesce(sum(events), 0) as observed,
        sum(population) as population,
        nullif(coalesce(sum(own_weight), (select sum(weight) from standard)), 0) as people,
        coalesce(sum(per_person * events), 0) as weighted_events,
        sum(per_person * per_person * event_variance) as weighted_variance,
        case
            when count(*) > bit_count(cast(sum(bit) as hugeint)) then 'an age band is repeated'
            when count(*) < (select count(weight) from standard) then 'an age band is missing'
            when count(per_person) < count(*) then 'an age band has no population'
            when coalesce(sum(own_weight), (select sum(weight) from standard)) <= 0 then 'the standard population is zero'
            when coalesce(sum(events), 0) < 10 then 'fewer than 10 events'
        end as reason
    from banded
    group by stratum, quantile
),
sound as (
    -- Where there is a reason there is no spread, and so no rate and no limits.
    select
        *,
        if(reason is null, $multiplier * weighted_events / people, null) as value,
        if(reason is null, $multiplier * sqrt(weighted_variance / observed) / people, null) as spread
    from summed
)
select
    stratum,
    quantile,
    observed as numerator,
    population as denominator,
    value,
    list_transform($z, lambda z: value + spread * (byar_lower(observed, z) - observed)) as lower_ci,
    list_transform($z, lambda z: value + spread * (byar_upper(observed, z) - observed)) as upper_ci,
    'directly standardised rate, Dobson limits' as method,
    bands,
    -- The rate stands, on a count that may be too small: that must be known.
    coalesce(reason, if(counted < bands, 'a missing count is taken as none', null)) as reason
from sound
