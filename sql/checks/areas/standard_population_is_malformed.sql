-- The European Standard Population has 19 age bands, each once, each with people, 100,000 in all.
select count(*) as bands, sum(standard_population) as people
from european_standard_population
having count(*) <> 19
    or count(distinct age_band) <> 19
    or min(standard_population) <= 0
    or sum(standard_population) <> 100000
