-- Which of Q equal groups each value falls in, 1 the lowest (or the highest), by its minimum rank among those that have a
-- value. Fewer values than groups: none.
-- Department of Health and Social Care. PHEindicatormethods, phe_quantile, documents the convention.
with ranked as (
    select
        row,
        stratum,
        value,
        count(value) over (partition by stratum) as n,
        if(value is null, null, rank() over (
            partition by stratum, value is null order by if($highest_first, -value, value)
        )) as place
    from strata
)
select
    row,
    stratum,
    if(n < $quantiles, null, at_least(
        floor(($quantiles + 1) - ceil(((n + 1) - place) / (n / cast($quantiles as double)))), 1.0
    )) as value,
    if($highest_first, 'quantile, 1 is the highest', 'quantile, 1 is the lowest') as method,
    case
        when value is null then 'the value is missing'
        when n < $quantiles then 'fewer values than quantiles'
    end as reason
from ranked
