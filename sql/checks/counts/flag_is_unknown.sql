-- A source's own word on a figure is 'unreliable' or 'provisional', or nothing.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select distinct flag
from shaped
where flag not in ('unreliable', 'provisional')
