-- A footprint or a member of one that the areas extract does not list, or a member listed twice.
select footprint_code, member_code, count(*) as rows
from area_members
group by footprint_code, member_code
having count(*) > 1
    or footprint_code not in (select area_code from areas where area_type = 'footprint')
    or member_code not in (select area_code from areas)
