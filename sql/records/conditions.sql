-- The conditions that count, and the first and the last day on which a diagnosis of each does. They are kept, so that a
-- planner knows how few they are.
select
    code,
    included_from,
    included_to
from given_conditions
