-- An analyst's onsets and person-years by single year of age, summed into five-year bands to the 90th birthday. One that
-- is missing makes its band's sum missing.
select
    stratum,
    cast(null as integer) as quantile,
    five_year_band(cast(as_number(age) as integer)) as age_band,
    if(count(*) = count(as_number(numerator)), sum(as_number(numerator)), null) as numerator,
    if(count(*) = count(as_number(denominator)), sum(as_number(denominator)), null) as denominator
from given
where as_number(age) < 90
group by stratum, five_year_band(cast(as_number(age) as integer))
