-- How many values each mean rests on.
select distinct n
from (select count(*) as n from strata group by stratum)
order by n
