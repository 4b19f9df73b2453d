-- Days at risk by year and year of birth, before and from the birthday, which is the first day of the month of birth.
with stays as (
    -- The part of a year for which persons are at risk.
    select
        calendar.year,
        at_risk.place,
        at_risk.sex,
        at_risk.birth_year,
        at_risk.persons,
        calendar.birthday,
        greatest(at_risk.start_day, calendar.first_day) as start_day,
        least(at_risk.end_day, calendar.end_day) as end_day
    from at_risk
    join calendar on calendar.birth_month = at_risk.birth_month
    where at_risk.start_day < calendar.end_day and at_risk.end_day > calendar.first_day
)
select
    year,
    place,
    sex,
    birth_year,
    cast(sum(persons * greatest(least(end_day, birthday) - start_day, 0)) as bigint) as days_before_birthday,
    cast(sum(persons * greatest(end_day - greatest(start_day, birthday), 0)) as bigint) as days_from_birthday
from stays
group by year, place, sex, birth_year
