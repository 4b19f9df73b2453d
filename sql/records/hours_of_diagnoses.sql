-- Diagnoses whose date has a time of day, where the dates are timestamps.
select count(*) as rows
from given_diagnoses
where cast(cast(diagnosed_on as date) as timestamp) <> cast(diagnosed_on as timestamp)
