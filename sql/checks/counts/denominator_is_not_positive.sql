-- A denominator that is nobody, or fewer. Of time at risk none may be left beside an onset on its first day.
select period, area_code, denominator
from counts
where denominator < 0 or (denominator = 0 and $counts_people)
