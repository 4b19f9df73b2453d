-- An area without a name, of a type that is not known, or listed twice; two of one name; or none that a reader could
-- choose.
select area_code, count(*) as rows
from areas
where true
group by area_code
having count(*) > 1
    or area_code is null
    or bool_or(area_name is null or full_name is null or position is null or valid_from > valid_to)
    or bool_or(area_type is null or area_type not in ('country', 'footprint', 'place'))
union all
select area_name, count(*)
from areas
group by area_name
having count(*) > 1
union all
select 'no Place', 0
where not exists (select 1 from areas where area_type = 'place')
