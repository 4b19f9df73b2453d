-- Persons who were diagnosed before birth or after death, of whom there are few: they are kept apart, so that a planner
-- knows it and looks for them alone among the diagnoses.
select
    suspect_id,
    birth_month,
    died_on
from histories
where suspect_id is not null
