-- An analyst's people by age band and by how many events each had, as events. One person's events are not independent:
-- the events of people with f each vary as f2 x people.
select
    stratum,
    cast(null as integer) as quantile,
    cast(age_band as varchar) as age_band,
    sum(as_number(frequency) * as_number(numerator)) as numerator,
    any_value(as_number(denominator)) as denominator,
    sum(pow(as_number(frequency), 2) * as_number(numerator)) as event_variance,
    any_value(as_number(standard_population)) as standard_population
from given
group by stratum, cast(age_band as varchar)
