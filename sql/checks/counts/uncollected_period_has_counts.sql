-- Counts for a period in which, it is declared, nothing was collected.
select period, count(*) as rows
from counts
where list_contains(cast($uncollected as varchar[]), period)
group by period
