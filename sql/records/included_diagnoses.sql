-- Diagnoses of the conditions that count, on days on which they count.
select
    diagnoses.person_id,
    diagnoses.diagnosed_on
from diagnoses
join conditions on conditions.code = diagnoses.condition_code
where
    diagnoses.diagnosed_on >= conditions.included_from
    and diagnoses.diagnosed_on <= conditions.included_to
