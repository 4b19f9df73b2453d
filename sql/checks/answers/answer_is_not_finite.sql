-- A figure, limit or count that is infinite or not a number.
select area_code, period, category_type, category, basis
from measured
where not coalesce(isfinite(value), true)
    or not coalesce(isfinite(lower_ci_95), true)
    or not coalesce(isfinite(upper_ci_95), true)
    or not coalesce(isfinite(lower_ci_998), true)
    or not coalesce(isfinite(upper_ci_998), true)
    or not coalesce(isfinite(numerator), true)
    or not coalesce(isfinite(denominator), true)
