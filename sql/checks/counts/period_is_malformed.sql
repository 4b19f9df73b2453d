-- A period of a measure is a year, 2023, or two years that meet, 2021/22, as the measure declares.
select period, count(*) as rows
from counts
where years_spanned(period) is distinct from 1 or (period like '%/%') <> $two_years
group by period
