-- How far the records reach: the first registration, and the last day on which anybody registered or was diagnosed. Days
-- that have not come yet prove nothing.
with registrations as (
    select
        min(registered_from) as first_day,
        max(registered_from) as last_day
    from residents
    where registered_from <= $today
),
recordings as (
    select max(diagnosed_on) as last_day
    from diagnoses
    where diagnosed_on <= $today
)
select
    registrations.first_day,
    greatest(registrations.last_day, recordings.last_day) as last_day
from registrations
cross join recordings
