-- A published series' figures, as a method would give them.
select stratum, numerator, denominator, value, lower_ci, upper_ci, reason
from strata
