-- Events in an age band that the standard population does not have: they would be lost from the rate.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select age_band, count(*) as rows
from shaped
where $method = 'directly_standardised_rate'
    and (age_band is null or age_band not in (select age_band from european_standard_population))
group by age_band
