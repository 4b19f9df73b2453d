-- Disclosure control, after the verdicts: below country level numbers of people from local records are rounded to the
-- nearest 5, and estimates carry one decimal. Time at risk, and those that a percentage is of, come from the same records
-- and are rounded too; a population is published elsewhere.
select
    columns(lambda name: not list_contains($rounded, name)),
    figure_disclosed(columns(lambda name: list_contains($estimates, name)), controlled),
    people_disclosed(columns(lambda name: list_contains($people, name)), controlled),
    people_disclosed(denominator, time_at_risk or (controlled and proportion)) as denominator
from judged
