-- Neighbourhoods by their area and their tenth of the country's deprivation. A number stands for the two together: groups
-- of millions are made on it.
select
    lsoa_code,
    area_code,
    imd_decile as deprivation_decile,
    cast(dense_rank() over (order by area_code, imd_decile) as integer) as place
from neighbourhoods
