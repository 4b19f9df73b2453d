-- A published figure that is below zero, infinite, or a percentage over a hundred.
select period, area_code, value
from published_estimates
where indicator_id = $indicator_id
    and (
        value < 0
        or not isfinite(value)
        or numerator < 0
        or denominator <= 0
        or ($method in ('proportion', 'survey_proportion') and (value > 100 or numerator > denominator))
    )
