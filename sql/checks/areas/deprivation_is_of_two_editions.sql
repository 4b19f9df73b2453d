-- Deprivation of one edition for some neighbourhoods and of another for others: their tenths are not of one ranking.
select count(distinct edition) as editions, min(edition) as first, max(edition) as last
from deprivation
where true
having count(distinct edition) > 1
