-- A period is a year, 2023, or two years that meet, 2021/22.
select period, count(*) as rows
from counts
where period is null
    or not regexp_full_match(period, '[0-9]{4}(/[0-9]{2})?')
    or (period like '%/%' and (cast(left(period, 4) as integer) + 1) % 100 <> cast(right(period, 2) as integer))
group by period
