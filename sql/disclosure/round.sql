-- Disclosure control, after the verdicts: below country level numbers of people from local records are rounded to the
-- nearest 5, and estimates carry one decimal. Time at risk comes from the same records, and is rounded too; a population
-- is published elsewhere.
select
    columns(lambda name: not list_contains($rounded, name)),
    figure_disclosed(columns(lambda name: list_contains($estimates, name)), controlled),
    people_disclosed(columns(lambda name: list_contains($people, name)), controlled),
    people_disclosed(denominator, time_at_risk) as denominator
from judged
