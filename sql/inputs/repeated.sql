-- Keys that come more than once in a group of an analyst's file, where one row each is wanted.
with keyed as (
    select
        stratum,
        row,
        concat_ws(
            ', frequency ',
            coalesce(cast(age_band as varchar), cast(period as varchar), whole(quantile)),
            whole(frequency)
        ) as key
    from given
)
select stratum, key, list(row order by row) as rows
from keyed
where key <> ''
group by stratum, key
having count(*) > 1
order by min(row)
