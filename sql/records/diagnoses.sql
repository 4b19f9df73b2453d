-- The diagnoses as they were given, their days as days: a timestamp that is given is at midnight.
select
    person_id,
    condition_code,
    cast(diagnosed_on as date) as diagnosed_on
from given_diagnoses
