-- Keys that come more than once in a group of an analyst's file, where one row each is wanted.
select
    stratum,
    concat_ws(
        ', frequency ',
        coalesce(cast(age_band as varchar), cast(period as varchar), cast(as_number(quantile) as varchar)),
        cast(as_number(frequency) as varchar)
    ) as key,
    list(row order by row) as rows
from given
group by stratum, coalesce(cast(age_band as varchar), cast(period as varchar), cast(as_number(quantile) as varchar)),
    as_number(frequency)
having count(*) > 1
order by min(row)
