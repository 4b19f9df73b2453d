-- Strata of a percentage of local records, from counts rounded to the nearest 5 below country level: the percentage, its
-- limits and its verdicts then rest on nothing finer.
select
    strata.* replace (
        people_disclosed(numerator, area_type is distinct from 'country') as numerator,
        people_disclosed(denominator, area_type is distinct from 'country') as denominator
    )
from strata
left join areas using (area_code)
