-- A group that is missing or none of those declared, where the groups of a cut of the measure are in an order and any row
-- has one: an average over all of them would lack a part.
with shaped as (
    -- A column that is of no cut, so that there is one where a measure has none.
    select *, cast(null as varchar) as uncut from counts
    union all by name
    select * from counts_shape
),
listed as (
    select period, area_code, cast(columns(lambda name: name = 'uncut' or list_contains($cut_columns, name)) as varchar)
    from shaped
),
grouped as (
    from listed
    unpivot include nulls (value for column_name in (columns(* exclude (period, area_code))))
),
ordered as (
    select
        columns_of_cuts.cut,
        grouped.period,
        grouped.area_code,
        grouped.value,
        cuts.label,
        count(grouped.value) over (partition by columns_of_cuts.cut) as with_a_group
    from grouped
    join (
        select distinct cut, column_name from cuts where is_ordered and list_contains($cut_ids, cut)
    ) as columns_of_cuts using (column_name)
    left join cuts on cuts.cut = columns_of_cuts.cut and cuts.value = grouped.value
)
select period, area_code, cut, coalesce(value, 'none') as "group", count(*) as rows
from ordered
where with_a_group > 0 and label is null
group by period, area_code, cut, coalesce(value, 'none')
