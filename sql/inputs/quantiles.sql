-- An analyst's values by quantile of deprivation, with 95% limits; a standard error, which is that of the value on the
-- scale of the slope, becomes the limits it stands for.
with numbers as (
    select
        stratum,
        as_number(quantile) as quantile,
        as_number(denominator) as population,
        as_number(value) as value,
        as_number(lower_ci) as lower_ci,
        as_number(upper_ci) as upper_ci,
        as_number(standard_error) as standard_error
    from given
)
select
    stratum,
    quantile,
    cast(null as double) as numerator,
    population as denominator,
    value,
    [coalesce(off_scale(on_scale(value, $scale) - $z95 * standard_error, $scale), lower_ci)] as lower_ci,
    [coalesce(off_scale(on_scale(value, $scale) + $z95 * standard_error, $scale), upper_ci)] as upper_ci
from numbers
