-- One row a person.
select
    residents.person_id,
    residents.birth_month,
    residents.sex,
    residents.lsoa21_code,
    residents.registered_from,
    residents.registered_to,
    residents.died_on,
    false as conflicting
from residents
left join repeated on repeated.person_id = residents.person_id
where residents.person_id is not null and repeated.person_id is null
union all
select
    person_id,
    birth_month,
    sex,
    lsoa21_code,
    registered_from,
    registered_to,
    died_on,
    conflicting
from repeated_people
