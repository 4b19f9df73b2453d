-- The age bands of the standard population: whether the ages asked for use each, and whether they cut it.
select
    age_band,
    first_age(age_band) >= $first_age and last_age(age_band) <= $last_age as in_use,
    not in_use and first_age(age_band) <= $last_age and last_age(age_band) >= $first_age as cut
from european_standard_population
order by first_age(age_band)
