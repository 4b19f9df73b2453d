-- Two published estimates of the same area, period and group.
select period, area_code, category_type, category, count(*) as rows
from published_estimates
where indicator_id = $indicator_id
group by period, area_code, category_type, category
having count(*) > 1
