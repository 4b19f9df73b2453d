-- Conditions on the list that no diagnosis has: written otherwise there, perhaps, and then never counted.
select conditions.code
from conditions
left join (select distinct condition_code from diagnoses) as seen on seen.condition_code = conditions.code
where seen.condition_code is null
order by conditions.code
