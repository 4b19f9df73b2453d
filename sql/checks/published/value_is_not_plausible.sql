-- A published figure beyond the bounds that its measure's file gives, which is taken for a mistake of the source.
select period, area_code, value
from published_estimates
where indicator_id = $indicator_id
    and (value < cast($least_plausible as double) or value > cast($most_plausible as double))
