-- A period of a measure is a year, 2023, or two years that meet, 2021/22.
select period, count(*) as rows
from counts
where years_spanned(period) is distinct from 1
group by period
