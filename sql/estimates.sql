-- One row for every area, period and category: the estimate with its limits, or the reason there is none. Beside it
-- stands what its indicator declares and the verdicts need, so that many indicators can be judged in one pass.
with labels as (
    select
        stratum,
        period,
        area_code,
        category,
        bool_or(incomplete) as incomplete,
        bool_or(numerator is null or denominator is null) as uncounted,
        max(flag) as flag,  -- 'unreliable' before 'provisional'
        any_value(official_comparison) as official_comparison,
        any_value(official_trend) as official_trend
    from strata
    where age_band is null or first_age(age_band) between $first_age and $last_age
    group by stratum, period, area_code, category
),
covered as (
    select period, category, false as uncollected
    from labels
    where not list_contains(cast($uncollected as varchar[]), period)
    group by period, category
    union all
    -- A gap lies within a series: what was not collected before or after it is not missing from it.
    select gaps.period, labels.category, true
    from (select unnest(cast($uncollected as varchar[])) as period) as gaps
    cross join labels
    group by gaps.period, labels.category
    having gaps.period between min(labels.period) and max(labels.period)
),
ranked as (
    -- A period's place among those in which something was collected: what the trend counts its five points by.
    select period, if(uncollected, null, dense_rank() over (order by uncollected, period)) as place
    from (select distinct period, uncollected from covered)
),
expected as (
    select
        areas.area_code,
        areas.area_name,
        areas.area_type,
        areas.position,
        covered.period,
        covered.category,
        covered.uncollected,
        ranked.place,
        labels.stratum,
        labels.flag,
        labels.official_comparison,
        labels.official_trend,
        case
            when covered.uncollected then 'not collected for this period'
            when areas.area_type = 'footprint' and not $adds_up then 'not additive'
            when $basis = 'official' and areas.area_type = 'footprint' and labels.stratum is null
                then 'published for its members only, and rates do not add up'
            when areas.area_code not in (select area_code from labels) then 'no figures exist for this area'
            when labels.stratum is null then 'no figure for this period'
            when labels.incomplete then 'not every member area has figures'
            when $basis = 'computed' and labels.uncounted then 'a count is missing'
        end as withheld
    from areas
    cross join covered
    join ranked on ranked.period = covered.period
    left join labels
        on labels.area_code = areas.area_code
        and labels.period = covered.period
        and labels.category = covered.category
    -- A neighbourhood lies in one area: it is no gap in the others.
    where $category_type <> 'small_area' or labels.stratum is not null
)
select
    $series as series,
    $series_position as series_position,
    $indicator_id as indicator_id,
    $category_type as category_type,
    $basis as basis,
    $kind as kind,
    $proportion as proportion,
    $polarity as polarity,
    $regime as regime,
    $people as people,
    cast($multiplier as double) as multiplier,
    cast($baseline as varchar) as declared_baseline,
    cast($benchmark as varchar) as declared_benchmark,
    expected.* exclude (stratum, withheld),
    stretch_of(period, cast($series_breaks as varchar[])) as stretch,
    list_contains(cast($series_breaks as varchar[]), period) as begins_stretch,
    if(withheld is null, numerator, null) as numerator,
    if(withheld is null, denominator, null) as denominator,
    if(withheld is null, method_estimates.value, null) as value,
    if(withheld is null, lower_ci[1], null) as lower_ci_95,
    if(withheld is null, upper_ci[1], null) as upper_ci_95,
    if(withheld is null, lower_ci[2], null) as lower_ci_998,
    if(withheld is null, upper_ci[2], null) as upper_ci_998,
    coalesce(withheld, reason) as missing_reason,
    cuts.position as group_position
from expected
left join method_estimates using (stratum)
left join cuts on cuts.cut = $category_type and cuts.label = expected.category
