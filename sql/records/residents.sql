-- The residents as they were given, their days as days: a timestamp that is given is at midnight.
select
    person_id,
    cast(birth_month as date) as birth_month,
    sex,
    lsoa21_code,
    cast(registered_from as date) as registered_from,
    cast(registered_to as date) as registered_to,
    cast(died_on as date) as died_on
from given_residents
