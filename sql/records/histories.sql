-- One row a person, with what was diagnosed: the first and the last day and how often; or one a person who has diagnoses
-- but is no resident. `left_out` says why a person is not counted, by the first reason that holds. Who was diagnosed
-- before birth or after death keeps an id, as `suspect_id`, to be looked at again; nobody else needs one from here on.
with diagnosed as (
    select
        person_id,
        min(diagnosed_on) as first_diagnosed_on,
        max(diagnosed_on) as last_diagnosed_on,
        count(*) as diagnoses
    from included_diagnoses
    group by person_id
),
judged as (
    select
        people.person_id,
        people.birth_month,
        people.sex,
        people.registered_from,
        people.died_on,
        people.conflicting,
        places.place,
        least(people.registered_to, people.died_on, $end_on) as left_on,
        case
            when people.conflicting then 'of a person whose rows differ'
            when people.birth_month is null then 'without a month of birth'
            when day(people.birth_month) <> 1 then 'with a month of birth that is not the first of a month'
            when people.sex is null or people.sex not in ('F', 'M', 'U') then 'with a sex that is none of F, M and U'
            when people.registered_from is null then 'without a start of registration'
            when people.registered_from < people.birth_month then 'registered before birth'
            when people.registered_to < people.registered_from then 'whose registration ends before it starts'
            when people.died_on < people.birth_month then 'whose death is before birth'
            when people.died_on < people.registered_from then 'whose death is before registration'
            when
                greatest(people.registered_from, least(people.registered_to, people.died_on, $end_on))
                > people.birth_month + interval 131 year
                then 'older than 130'
            when places.place is null then 'in a neighbourhood without a known deprivation'
        end as left_out
    from people
    left join places on places.lsoa_code = people.lsoa21_code
)
select
    judged.person_id is not null as resident,
    judged.conflicting,
    judged.left_out,
    judged.place,
    judged.sex,
    judged.birth_month,
    judged.died_on,
    -- Who registers before the first birthday has no history to be recorded late.
    case
        when judged.registered_from < judged.birth_month + interval 1 year then judged.registered_from
        else judged.registered_from + $washout_days
    end as starts_on,
    judged.left_on,
    diagnosed.first_diagnosed_on,
    diagnosed.diagnoses,
    case
        when
            judged.left_out is null
            and (
                diagnosed.first_diagnosed_on < judged.birth_month
                or diagnosed.last_diagnosed_on > judged.died_on
            )
            then judged.person_id
    end as suspect_id
from judged
full join diagnosed on diagnosed.person_id = judged.person_id
