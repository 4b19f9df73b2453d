-- An analyst's values by quantile of deprivation, with 95% limits; a standard error becomes the limits it stands for, on
-- the scale of the slope.
with numbers as (
    select
        stratum,
        as_number(quantile) as quantile,
        as_number(denominator) as population,
        as_number(value) as value,
        as_number(lower_ci) as lower_ci,
        as_number(upper_ci) as upper_ci,
        as_number(standard_error) / case $scale
            when 'linear' then 1.0
            when 'log' then nullif(as_number(value), 0)
            when 'logit' then nullif(as_number(value) * (1 - as_number(value)), 0)
        end as standard_error
    from given
)
select
    stratum,
    quantile,
    cast(null as double) as numerator,
    population as denominator,
    value,
    [coalesce(lower_ci, off_scale(on_scale(value, $scale) - $z95 * standard_error, $scale))] as lower_ci,
    [coalesce(upper_ci, off_scale(on_scale(value, $scale) + $z95 * standard_error, $scale))] as upper_ci
from numbers
