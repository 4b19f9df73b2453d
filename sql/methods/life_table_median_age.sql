-- Median age at onset from a life table over five-year bands 0-4 .. 85-89: the age at which half would have had a first
-- event at these rates, were nobody to die first. Constant hazard within a band, so that the half is reached where the
-- cumulative hazard is ln 2; the variance is by the delta method on Poisson counts. None where it is not reached by 90.
-- The median leans on the rate of one band: in simulation its 95% limits hold the truth 92% to 95% of the time from 500
-- onsets, 85% to 87% at 40 to 65, and less below.
-- Collett D. Modelling survival data in medical research, 4th edition. CRC Press, 2023, chapter 2.
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
hazards as (
    select
        *,
        coalesce(sum(width * rate) over earlier, 0) as hazard_before
    from bands
    window earlier as (
        partition by stratum, quantile order by age rows between unbounded preceding and 1 preceding
    )
),
halves as (
    -- The band in which the half is reached: no other has a median of its own.
    select
        *,
        case
            when hazard_before < ln(2) and hazard_before + width * rate >= ln(2)
                then age + (ln(2) - hazard_before) / rate
        end as median_here
    from hazards
),
medians as (
    select
        *,
        max(median_here) over groups as median_age,
        max(if(median_here is null, null, rate)) over groups as rate_there
    from halves
    window groups as (partition by stratum, quantile)
),
tables as (
    -- One band's rate moves the median by the years lived in it before the median, over the rate there.
    select
        stratum,
        quantile,
        sum(onsets) as numerator,
        sum(person_years) as denominator,
        any_value(median_age) as median_age,
        sqrt(sum(
            pow(at_least(at_most(median_age - age, width), 0.0) / rate_there, 2)
            * onsets / nullif(person_years * person_years, 0)
        )) as standard_error,
        coalesce(
            without_age_at_onset(
                count(*), count(onsets), count(person_years), min(person_years), sum(onsets)
            ),
            if(any_value(median_age) is null, 'more than half are still free of onset at 90', null)
        ) as reason
    from medians
    group by stratum, quantile
),
sound as (
    select *, if(reason is null, median_age, null) as value
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
    'life-table median age, limits by the delta method' as method,
    reason
from sound
