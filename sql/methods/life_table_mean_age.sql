-- Mean age at onset from a life table over five-year bands 0-4 .. 85-89: the average age at which a first event would
-- begin at these rates, were nobody to die first, counted to age 90. Constant hazard within a band; the variance is by
-- the delta method on Poisson counts. Chiang CL. The life table and its applications. Krieger, 1984, chapters 6 and 10.
with bands as (
    select
        stratum,
        quantile,
        first_age(age_band) as age,
        5.0 as width,
        numerator as onsets,
        denominator as person_years,
        numerator / nullif(denominator, 0) as rate
    from strata
    where first_age(age_band) < 90
),
survivors as (
    select
        *,
        exp(-coalesce(sum(width * rate) over earlier, 0)) as free_of_onset
    from bands
    window earlier as (
        partition by stratum, quantile order by age rows between unbounded preceding and 1 preceding
    )
),
lived as (
    select
        *,
        free_of_onset * if(
            width * rate > 1e-4,
            (1 - exp(-width * rate)) / nullif(rate, 0),
            width * (1 - width * rate / 2 + pow(width * rate, 2) / 6 - pow(width * rate, 3) / 24)
        ) as years
    from survivors
),
onward as (
    select
        *,
        coalesce(sum(years) over later, 0) as years_after
    from lived
    window later as (
        partition by stratum, quantile order by age rows between 1 following and unbounded following
    )
),
derivatives as (
    -- How the mean answers to one band's rate. Below a thousandth the closed form loses digits: use its series.
    select
        *,
        free_of_onset * if(
            width * rate > 1e-3,
            (exp(-width * rate) * (1 + width * rate) - 1) / nullif(rate * rate, 0),
            width * width * (-1 / 2.0 + width * rate / 3 - pow(width * rate, 2) / 8 + pow(width * rate, 3) / 30)
        ) - width * years_after as derivative
    from onward
),
tables as (
    select
        stratum,
        quantile,
        sum(onsets) as numerator,
        sum(person_years) as denominator,
        sum(years) as mean_age,
        sqrt(sum(derivative * derivative * onsets / nullif(person_years * person_years, 0))) as standard_error,
        without_age_at_onset(
            count(*), count(onsets), count(person_years), min(person_years), sum(onsets)
        ) as reason
    from derivatives
    group by stratum, quantile
),
sound as (
    select *, if(reason is null, mean_age, null) as value
    from tables
)
select
    stratum,
    quantile,
    numerator,
    denominator,
    value,
    list_transform($z, lambda z: value - z * standard_error) as lower_ci,
    list_transform($z, lambda z: value + z * standard_error) as upper_ci,
    'life-table mean age, limits by the delta method' as method,
    reason
from sound
