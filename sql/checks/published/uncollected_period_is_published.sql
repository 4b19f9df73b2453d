-- A published estimate for a period in which nothing was collected.
select period, area_code, value
from published_estimates
where indicator_id = $indicator_id and list_contains(cast($uncollected as varchar[]), period) and value is not null
