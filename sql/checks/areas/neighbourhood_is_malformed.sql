-- A neighbourhood without a name, of an area that is not listed, of an unknown level, or listed twice.
select small_area_code, count(*) as rows
from small_areas
where true
group by small_area_code
having count(*) > 1
    or bool_or(small_area_name is null or level not in ('lsoa', 'msoa', 'ward'))
    or bool_or(area_code not in (select area_code from areas))
