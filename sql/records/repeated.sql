-- Persons of more than one row, of whom there are few: what tells their rows apart is looked at for them alone.
select person_id
from residents
where person_id is not null
group by person_id
having count(*) > 1
