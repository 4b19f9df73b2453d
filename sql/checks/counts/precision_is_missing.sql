-- A survey figure without the survey's own precision, or with none to speak of.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select period, area_code
from shaped
where $method = 'survey_proportion' and (squared_half_width is null or squared_half_width <= 0)
