-- Persons at risk in the years counted, from the day `start_day` to the day before `end_day`, as days since 1900 began; and
-- the year and age of the onset, where it came while they were. A first condition on the very day on which the time at
-- risk would begin is an onset; one before that day is not new, and its person was never at risk. Persons of whom all this
-- is the same are one row, since each row is soon one a year.
with times_at_risk as (
    select
        place,
        sex,
        year(birth_month) as birth_year,
        month(birth_month) as birth_month,
        datediff('day', date '1900-01-01', greatest(starts_on, $first_on)) as start_day,
        datediff('day', date '1900-01-01', least(left_on, first_diagnosed_on)) as end_day,
        case when first_diagnosed_on < left_on then year(first_diagnosed_on) end as onset_year,
        case
            when first_diagnosed_on < left_on then
                year(first_diagnosed_on) - year(birth_month)
                - case when month(first_diagnosed_on) < month(birth_month) then 1 else 0 end
        end as onset_age
    from first_onsets
    where
        greatest(starts_on, $first_on) < left_on
        and (first_diagnosed_on is null or first_diagnosed_on >= greatest(starts_on, $first_on))
)
select
    place,
    sex,
    birth_year,
    birth_month,
    start_day,
    end_day,
    onset_year,
    onset_age,
    count(*) as persons
from times_at_risk
group by all
