-- The same area, period and group counted twice.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select * exclude (numerator, denominator, squared_half_width), count(*) as rows
from shaped
group by all
having count(*) > 1
