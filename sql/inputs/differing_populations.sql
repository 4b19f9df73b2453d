-- Age bands whose denominator is not the same at every frequency: the people at risk are one number.
select stratum, cast(age_band as varchar) as key, list(row order by row) as rows
from given
group by stratum, cast(age_band as varchar)
having min(as_number(denominator)) < max(as_number(denominator))
    or min(as_number(standard_population)) < max(as_number(standard_population))
order by min(row)
