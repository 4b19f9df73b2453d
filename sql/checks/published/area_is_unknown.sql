-- A published estimate of an area that the areas extract does not list.
select area_code, count(*) as rows
from published_estimates
where indicator_id = $indicator_id and area_code not in (select area_code from areas)
group by area_code
