-- The age bands that an analyst's file names beside weights of its own: well written, whatever their width.
select distinct cast(age_band as varchar) as age_band, cast(null as double) as standard_population
from given
where regexp_full_match(cast(age_band as varchar), '[0-9]{1,3}(-[0-9]{1,3}|\+)?')
    and first_age(cast(age_band as varchar)) <= last_age(cast(age_band as varchar))
