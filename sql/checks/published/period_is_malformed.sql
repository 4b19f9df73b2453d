-- A period of a published series is a year, 2023, or two years that meet, 2021/22, as the measure declares.
select period, count(*) as rows
from published_estimates
where indicator_id = $indicator_id
    and (years_spanned(period) is distinct from 1 or (period like '%/%') <> $two_years)
group by period
