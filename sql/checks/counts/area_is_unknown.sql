-- Counts for an area that neither the areas nor their neighbourhoods list.
select area_code, count(*) as rows
from counts
where area_code is null
    or (
        area_code not in (select area_code from areas)
        and area_code not in (select small_area_code from small_areas)
    )
group by area_code
