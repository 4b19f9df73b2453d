-- A part larger than its whole.
select period, area_code, numerator, denominator
from counts
where $method in ('proportion', 'survey_proportion') and numerator > denominator
