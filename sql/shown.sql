-- What a measured table shows, in the order in which it is read: whoever is of no declared group comes last. What is not
-- declared stays behind.
select columns(lambda name: list_contains($columns, name))
from judged
order by
    judged.series_position,
    judged.position,
    judged.area_code,
    judged.group_position nulls last,
    judged.category,
    judged.period
