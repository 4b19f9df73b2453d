-- Rows of residents by why they are left out; by no reason, those that are used.
with reasons as (
    select
        'without a person_id' as reason,
        count(*) as rows
    from residents
    where person_id is null
    union all
    select
        case when conflicting then 'of a person whose rows differ' else 'that repeat another row' end,
        case when conflicting then rows else rows - 1 end
    from repeated_people
    union all
    select
        left_out,
        count(*)
    from histories
    where resident and not conflicting
    group by left_out
)
select
    reason,
    cast(sum(rows) as bigint) as rows
from reasons
group by reason
having sum(rows) > 0
order by
    rows desc,
    reason
