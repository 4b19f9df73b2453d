-- An analyst's onsets and person-years by single year of age, summed into five-year bands to the 90th birthday. One that
-- is missing makes its band's sum missing; a band without rows has nobody at risk, and its group is not forgotten.
with counted as (
    select
        stratum,
        five_year_band(cast(as_number(age) as integer)) as age_band,
        if(count(*) = count(as_number(numerator)), sum(as_number(numerator)), null) as numerator,
        if(count(*) = count(as_number(denominator)), sum(as_number(denominator)), null) as denominator,
        true as present
    from given
    group by stratum, five_year_band(cast(as_number(age) as integer))
)
select
    groups.stratum,
    cast(null as integer) as quantile,
    bands.age_band,
    if(counted.present, counted.numerator, 0) as numerator,
    if(counted.present, counted.denominator, 0) as denominator
from (select distinct stratum from given) as groups
cross join (select five_year_band(unnest(generate_series(0, 85, 5))) as age_band) as bands
left join counted on counted.stratum = groups.stratum and counted.age_band = bands.age_band
