-- What a measured table shows, in the order in which it is read. What is not declared stays behind.
select columns(lambda name: list_contains($columns, name))
from judged
order by judged.series_position, judged.position, judged.area_code, judged.group_position, judged.category, judged.period
