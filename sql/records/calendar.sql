-- The years counted, each for those born in every month: its days, and the day of the birthday, since 1900 began.
with years as (
    select unnest(generate_series($first_year, $last_year)) as year
),
months as (
    select unnest(generate_series(1, 12)) as birth_month
)
select
    years.year,
    months.birth_month,
    datediff('day', date '1900-01-01', make_date(years.year, 1, 1)) as first_day,
    datediff('day', date '1900-01-01', make_date(years.year, months.birth_month, 1)) as birthday,
    datediff('day', date '1900-01-01', make_date(years.year + 1, 1, 1)) as end_day
from years
cross join months
