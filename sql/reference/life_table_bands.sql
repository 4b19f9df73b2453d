-- The age bands of an abridged life table: the first year of life, to the fifth birthday, five years each, and open at 90.
select
    if(age = 90, '90+', if(age = 0, '0', concat(age, '-', age + width - 1))) as age_band,
    age,
    width,
    -- The part of the band that those who die in it live: less in infancy, when deaths come early.
    if(age = 0, 0.1, 0.5) as lived
from (
    select 0 as age, 1 as width
    union all
    select 1, 4
    union all
    select unnest(generate_series(5, 90, 5)), 5
)
order by age
