-- A figure printed elsewhere that is none of those a measure has: its value, its change, or its change in per cent.
select indicator_id, figure, count(*) as rows
from published_figures
where figure not in ('value', 'change', 'change_percent') or figure is null or decimals is null
group by indicator_id, figure
