-- A figure outside its own limits, or limits that do not lie within one another. What is rounded lies no further out than
-- a tenth.
select area_code, period, category_type, category, basis, lower_ci_95, value, upper_ci_95
from measured
where lower_ci_95 > value + 0.1
    or value > upper_ci_95 + 0.1
    or lower_ci_998 > lower_ci_95 + 0.1
    or upper_ci_95 > upper_ci_998 + 0.1
