-- Life expectancy at birth from an abridged life table that ends at 90 and over, with Silcocks' variance, which counts
-- the open band too. Chiang CL. The life table and its applications. Krieger, 1984 (Chiang II).
-- Silcocks PBS, Jenner DA, Reza R. Life expectancy as a summary of mortality in a population. J Epidemiol Community
-- Health 2001;55:38-43. None for 5,000 people or fewer: Toson B, Baker A. National Statistics Methodological Series 33.
with banded as (
    select
        strata.stratum,
        bands.age,
        bands.width,
        bands.lived,
        bands.age = 90 as open,
        strata.numerator as deaths,
        strata.denominator as population,
        strata.numerator / nullif(strata.denominator, 0) as rate
    from strata
    join life_table_bands as bands using (age_band)
),
dying as (
    select
        *,
        if(open, 1.0, at_most(width * rate / (1 + width * rate * (1 - lived)), 1.0)) as probability
    from banded
),
surviving as (
    select
        *,
        coalesce(product(1 - probability) over (
            partition by stratum order by age rows between unbounded preceding and 1 preceding
        ), 1.0) as alive
    from dying
),
living as (
    select
        *,
        if(open, alive / nullif(rate, 0), width * alive * (1 - probability * (1 - lived))) as years
    from surviving
),
onward as (
    select
        *,
        coalesce(sum(years) over (
            partition by stratum order by age rows between 1 following and unbounded following
        ), 0) as years_after
    from living
),
tables as (
    select
        stratum,
        if(count(deaths) = count(*), sum(deaths), null) as numerator,
        if(count(population) = count(*), sum(population), null) as denominator,
        sum(years) as expectancy,
        -- The years left after each band are per person who reaches it: alive x (1 - probability) of them do.
        sum(case
            when open then alive * alive / nullif(deaths * rate * rate, 0)
            when probability > 0 then
                pow(alive, 2)
                * pow((1 - lived) * width + years_after / nullif(alive * (1 - probability), 0), 2)
                * probability * probability * (1 - probability) / deaths
            else 0
        end) as variance,
        case
            when count(*) < (select count(*) from life_table_bands) then 'an age band is missing'
            when count(deaths) < count(*) or count(population) < count(*) then 'a count is missing'
            when bool_or(deaths > population) then 'deaths exceed the population of an age band'
            when sum(population) <= 5000 then '5,000 people or fewer'
            when sum(if(open, deaths, 0)) <= 0 then 'nobody died at 90 or over'
        end as reason
    from onward
    group by stratum
),
sound as (
    select *, if(reason is null, expectancy, null) as value
    from tables
)
select
    stratum,
    cast(null as integer) as quantile,
    numerator,
    denominator,
    value,
    list_transform($z, lambda z: value - z * sqrt(variance)) as lower_ci,
    list_transform($z, lambda z: value + z * sqrt(variance)) as upper_ci,
    'life expectancy at birth, Silcocks limits' as method,
    reason
from sound
