-- A published estimate of a group that measures are not cut by.
select category_type, category, count(*) as rows
from published_estimates
where indicator_id = $indicator_id
    and category_type || '/' || category not in (
        'all/', 'sex/Female', 'sex/Male', 'free_school_meals/Eligible', 'free_school_meals/Not eligible',
        'deprivation_quintile/1 (most deprived)', 'deprivation_quintile/2', 'deprivation_quintile/3',
        'deprivation_quintile/4', 'deprivation_quintile/5 (least deprived)'
    )
group by category_type, category
