-- Counts for an area that the areas extract does not list.
select area_code, count(*) as rows
from counts
where area_code is null or area_code not in (select area_code from areas)
group by area_code
