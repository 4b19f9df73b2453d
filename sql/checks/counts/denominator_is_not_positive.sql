-- A denominator that is nobody, or fewer.
select period, area_code, denominator
from counts
where denominator <= 0
