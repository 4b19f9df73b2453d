-- An analyst's counts, summed within each group. One that is missing makes its group's sum missing, never smaller. A
-- survey's half-widths come in the unit of the value; squared and in people, they add up like counts.
select
    stratum,
    cast(null as integer) as quantile,
    if(count(*) = count(as_number(numerator)), sum(as_number(numerator)), null) as numerator,
    if(count(*) = count(as_number(denominator)), sum(as_number(denominator)), null) as denominator,
    if(
        count(*) = count(as_number(half_width_95) * as_number(denominator)),
        sum(pow(as_number(half_width_95) / $multiplier * as_number(denominator), 2)),
        null
    ) as squared_half_width
from given
group by stratum
