-- Keys that come more than once in a group of an analyst's file, where one row each is wanted.
with keyed as (
    select
        stratum,
        row,
        coalesce(nullif(cast(age_band as varchar), ''), cast(period as varchar), whole(quantile))
        || coalesce(', frequency ' || whole(frequency), '') as key
    from given
    where cast(age_band as varchar) is null
        or cast(age_band as varchar) not in (select age_band from age_bands where not in_use)
)
select stratum, key, list(row order by row) as rows
from keyed
where key <> ''
group by stratum, key
having count(*) > 1
order by min(row)
