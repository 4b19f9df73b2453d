-- A count of local records that is no whole number: nobody is counted in part.
select area_code, period, category_type, category, numerator
from measured
where $regime = 'local' and basis = 'computed' and numerator <> round(numerator)
