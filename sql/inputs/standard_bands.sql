-- The age bands of the standard population, and whether the ages asked for use them.
select
    age_band,
    first_age(age_band) between $first_age and $last_age as in_use
from european_standard_population
