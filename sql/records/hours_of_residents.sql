-- Residents of whom a date has a time of day, where the dates are timestamps.
select count(*) as rows
from given_residents
where
    cast(cast(birth_month as date) as timestamp) <> cast(birth_month as timestamp)
    or cast(cast(registered_from as date) as timestamp) <> cast(registered_from as timestamp)
    or cast(cast(registered_to as date) as timestamp) <> cast(registered_to as timestamp)
    or cast(cast(died_on as date) as timestamp) <> cast(died_on as timestamp)
