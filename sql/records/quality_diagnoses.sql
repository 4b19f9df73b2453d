-- Rows of diagnoses by why they are left out; by no reason, those that are used.
with readable as (
    select
        case
            when diagnoses.diagnosed_on is null then 'without a date'
            when conditions.code is null then 'of a condition that is not on the list'
            else 'outside the days on which the condition counts'
        end as reason,
        count(*) as rows
    from diagnoses
    left join conditions on conditions.code = diagnoses.condition_code
    where
        diagnoses.diagnosed_on is null
        or conditions.code is null
        or diagnoses.diagnosed_on < conditions.included_from
        or diagnoses.diagnosed_on > conditions.included_to
    group by all
),
reasons as (
    select
        reason,
        rows
    from readable
    union all
    select
        case
            when not resident then 'of nobody among the residents'
            when left_out is not null then 'of a resident who is left out'
        end,
        diagnoses
    from histories
    where diagnoses is not null
    union all
    select
        'before birth',
        before_birth
    from suspects
    union all
    select
        'after death',
        after_death
    from suspects
    union all
    select
        null,
        -before_birth - after_death
    from suspects
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
