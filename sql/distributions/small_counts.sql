-- The counts whose Poisson limits must be exact.
select distinct numerator as observed
from strata
where numerator < 10
order by observed
