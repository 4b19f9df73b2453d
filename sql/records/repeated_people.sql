-- One row a person of more than one. Rows that differ in anything are in conflict: nothing tells which is right.
with variants as (
    select
        residents.person_id,
        residents.birth_month,
        residents.sex,
        residents.lsoa21_code,
        residents.registered_from,
        residents.registered_to,
        residents.died_on,
        count(*) as rows
    from residents
    join repeated on repeated.person_id = residents.person_id
    group by all
)
select
    person_id,
    min(birth_month) as birth_month,
    min(sex) as sex,
    min(lsoa21_code) as lsoa21_code,
    min(registered_from) as registered_from,
    min(registered_to) as registered_to,
    min(died_on) as died_on,
    count(*) > 1 as conflicting,
    cast(sum(rows) as bigint) as rows
from variants
group by person_id
