-- Of persons who were diagnosed before birth or after death: how often, and the first day that can be right.
select
    suspected.suspect_id,
    count(*) filter (where included_diagnoses.diagnosed_on < suspected.birth_month) as before_birth,
    count(*) filter (where included_diagnoses.diagnosed_on > suspected.died_on) as after_death,
    min(included_diagnoses.diagnosed_on) filter (
        where
        included_diagnoses.diagnosed_on >= suspected.birth_month
        and included_diagnoses.diagnosed_on <= coalesce(suspected.died_on, included_diagnoses.diagnosed_on)
    ) as first_diagnosed_on
from included_diagnoses
join suspected on suspected.suspect_id = included_diagnoses.person_id
group by suspected.suspect_id
