-- Crude mean age of new cases: the mean age of those in whom a first event began, to age 90, each five-year band at its
-- middle. It describes the cases, not the risk: a population with more young people has younger cases at equal rates, and
-- rates higher in the same proportion at every age leave it where it was. The variance is by the delta method on Poisson
-- counts, which fits a mean of a number of cases that is itself left to chance.
-- Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters. Stat Med
-- 1991;10:457-62.
with bands as (
    select
        stratum,
        quantile,
        first_age(age_band) + 2.5 as age,
        numerator as onsets,
        denominator as person_years
    from strata
    where first_age(age_band) < 90
),
means as (
    select
        *,
        sum(onsets * age) over groups / nullif(sum(onsets) over groups, 0) as mean_age
    from bands
    window groups as (partition by stratum, quantile)
),
summed as (
    select
        stratum,
        quantile,
        sum(onsets) as numerator,
        sum(person_years) as denominator,
        any_value(mean_age) as mean_age,
        sqrt(sum(onsets * pow(age - mean_age, 2))) / nullif(sum(onsets), 0) as standard_error,
        without_age_at_onset(
            count(*), count(onsets), count(person_years), min(person_years), sum(onsets)
        ) as reason
    from means
    group by stratum, quantile
),
sound as (
    select *, if(reason is null, mean_age, null) as value
    from summed
)
select
    stratum,
    quantile,
    numerator,
    denominator,
    value,
    list_transform($z, lambda z: value - z * standard_error) as lower_ci,
    list_transform($z, lambda z: value + z * standard_error) as upper_ci,
    'crude mean age of new cases, limits by the delta method' as method,
    reason
from sound
