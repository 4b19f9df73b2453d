-- A count below zero.
select period, area_code, numerator
from counts
where numerator < 0
