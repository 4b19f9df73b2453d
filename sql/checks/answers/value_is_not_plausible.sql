-- A figure beyond the bounds that its measure's file gives. The groups of an inequality have a unit of their own.
select area_code, period, category_type, category, basis, value
from measured
where category_type <> $across
    and (value < cast($least_plausible as double) or value > cast($most_plausible as double))
