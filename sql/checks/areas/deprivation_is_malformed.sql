-- A neighbourhood's deprivation given twice, or not in tenths from one to ten.
select lsoa_code, count(*) as rows
from deprivation
where true
group by lsoa_code
having count(*) > 1 or bool_or(imd_decile not between 1 and 10 or imd_decile is null)
