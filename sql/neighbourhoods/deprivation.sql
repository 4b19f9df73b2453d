-- Deprivation of the neighbourhoods of some areas, at one level, by tenths of the country's: 1 is the most deprived. That
-- of a larger neighbourhood is the mean of the LSOAs within it, which have much the same population by design; the ONS
-- names an LSOA after its MSOA and a letter.
with rated as (
    select
        lsoa_code,
        imd_decile,
        case $level
            when 'lsoa' then lsoa_code
            when 'msoa' then regexp_replace(lsoa_name, '[A-Z]$', '')
        end as rated_as
    from deprivation
)
select
    small_areas.small_area_code,
    small_areas.small_area_name,
    small_areas.area_code,
    count(rated.imd_decile) as lsoas,
    count(*) filter (where rated.imd_decile <= 2) as in_most_deprived_fifth,
    avg(rated.imd_decile) as decile
from small_areas
left join rated
    on rated.rated_as = case $level when 'lsoa' then small_areas.small_area_code else small_areas.small_area_name end
where small_areas.level = $level and list_contains($areas, small_areas.area_code)
group by small_areas.small_area_code, small_areas.small_area_name, small_areas.area_code
order by decile nulls last, small_areas.small_area_name
