-- A footprint whose total is counted beside its members, which it adds up: everybody would be counted twice, and
-- disclosure control, which works out a footprint from its members, would not see the total's own small counts.
select
    counts.period,
    counts.area_code
from counts
join area_members on area_members.footprint_code = counts.area_code
group by counts.period, counts.area_code
order by counts.period, counts.area_code
