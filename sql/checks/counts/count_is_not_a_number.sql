-- A count or a denominator that is infinite or not a number.
select period, area_code, numerator, denominator
from counts
where not isfinite(cast(numerator as double)) or not isfinite(cast(denominator as double))
