-- A series to be standardised that lacks an age band of the standard population.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select series.period, series.area_code, european_standard_population.age_band
from (select distinct period, area_code from shaped) as series
cross join european_standard_population
left join shaped
    on shaped.period = series.period
    and shaped.area_code = series.area_code
    and shaped.age_band = european_standard_population.age_band
where $method = 'directly_standardised_rate'
    and first_age(european_standard_population.age_band) between $first_age and $last_age
    and shaped.age_band is null
