-- Deprivation of the neighbourhoods of every area, at each level, by tenths of the country's: 1 is the most deprived. That
-- of a larger neighbourhood is the mean of the LSOAs within it, which have much the same population by design; the ONS
-- names an LSOA after its MSOA and a letter. Wards have no deprivation.
with rated as (
    select 'lsoa' as level, lsoa_code as rated_as, imd_decile
    from deprivation
    union all
    select 'msoa', regexp_replace(lsoa_name, '[A-Z]$', ''), imd_decile
    from deprivation
)
select
    small_areas.level,
    small_areas.small_area_code,
    small_areas.small_area_name,
    small_areas.area_code,
    count(rated.imd_decile) as lsoas,
    count(*) filter (where rated.imd_decile <= 2) as in_most_deprived_fifth,
    avg(rated.imd_decile) as decile
from small_areas
left join rated
    on rated.level = small_areas.level
    and rated.rated_as = case small_areas.level
        when 'lsoa' then small_areas.small_area_code
        else small_areas.small_area_name
    end
group by all
order by level, area_code, small_area_name, small_area_code
