-- A published estimate outside its own limits, or limits that do not lie within one another.
select period, area_code, value, lower_ci_95, upper_ci_95, lower_ci_998, upper_ci_998
from published_estimates
where indicator_id = $indicator_id
    and (
        value not between lower_ci_95 and upper_ci_95
        or value not between lower_ci_998 and upper_ci_998
        or lower_ci_998 > lower_ci_95
        or upper_ci_998 < upper_ci_95
    )
