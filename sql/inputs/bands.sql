-- An analyst's counts by age band, one row each.
select
    stratum,
    cast(null as integer) as quantile,
    cast(age_band as varchar) as age_band,
    as_number(numerator) as numerator,
    as_number(denominator) as denominator,
    cast(null as double) as event_variance,
    as_number(standard_population) as standard_population
from given
