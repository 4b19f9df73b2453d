-- An analyst's annual points, as the rows of one series: what a trend is judged from.
select
    '' as series,
    stratum as area_code,
    '' as category,
    cast(period as varchar) as period,
    dense_rank() over (partition by stratum order by cast(period as varchar)) as place,
    false as uncollected,
    0 as stretch,
    'good' as reliability,
    'none' as good_direction,
    false as hidden,
    numerator is not null as proportion,
    cast(null as varchar) as official_trend,
    as_number(numerator) as numerator,
    as_number(denominator) as denominator,
    coalesce(as_number(value), as_number(numerator) / as_number(denominator)) as value,
    as_number(lower_ci) as lower_ci_95,
    as_number(upper_ci) as upper_ci_95
from given
