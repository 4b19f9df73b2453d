-- A published estimate of a group that measures are not cut by.
select category_type, category, count(*) as rows
from published_estimates
where indicator_id = $indicator_id
    and not (category_type = 'all' and category = '')
    and (category_type, category) not in (select cut, label from cuts)
group by category_type, category
