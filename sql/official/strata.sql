-- A published series in place of counts: each estimate of a publisher is a stratum by itself. Nothing is added up.
select
    row_number() over (order by period, area_code, category) as stratum,
    period,
    area_code,
    category,
    cast(null as varchar) as age_band,
    false as incomplete,
    numerator,
    denominator,
    value,
    [lower_ci_95, lower_ci_998] as lower_ci,
    [upper_ci_95, upper_ci_998] as upper_ci,
    official_comparison,
    official_trend,
    flag,
    if(value is null, coalesce(note, 'not published'), null) as reason
from published_estimates
where indicator_id = $indicator_id and category_type = $category_type
