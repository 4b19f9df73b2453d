-- One round of hiding what would give a hidden count away. Run over its own result until nothing more is hidden.
-- docs/disclosure.md says why these rules leave every hidden count free to be anything from 1 to 7.
with footprints as (
    -- Each footprint beside the Places it adds up, first those that a reader knows best.
    select
        area_members.footprint_code,
        area_members.member_code,
        dense_rank() over (order by areas.position, areas.area_code) as place
    from area_members
    join areas on areas.area_code = area_members.footprint_code
),
surplus as (
    -- Of footprints that share Places, of which any is hidden, the first alone keeps its sum: two would give the
    -- difference of their other parts away.
    select cells.span, later.footprint_code as area_code
    from footprints as earlier
    join footprints as later on later.member_code = earlier.member_code and later.place > earlier.place
    join footprints as part on part.footprint_code in (earlier.footprint_code, later.footprint_code)
    join cells on cells.area_code = part.member_code
    where cells.hidden and cells.category_type = 'all'
),
additive as (
    -- The sets of counts that add up to a total: a Place cut one way, a footprint's Places.
    select cells.*, area_code as of_area, category_type as of_cut
    from cells
    where category_type <> 'all' and not is_footprint
    union all
    select cells.*, footprint_code, 'all'
    from cells
    join footprints on footprints.member_code = cells.area_code
    where category_type = 'all'
),
open_sets as (
    -- Those whose sum is shown though a part is hidden, in each period of a span, without what is published. A zero that
    -- is hidden counts like other hidden parts: else it would stand out from them.
    select
        additive.span,
        of_area,
        of_cut,
        count(*) as parts,
        count(*) filter (where additive.hidden) as hidden_parts,
        nullif(sum(additive.numerator), 0) as all_people,
        nullif(sum(additive.rest), 0) as all_rest,
        -- The fewer of those counted and, of a percentage, the rest; missing where there is neither.
        least(all_people, all_rest) as people,
        all_people is null
        or is_guarded(hidden_parts, sum(additive.numerator) filter (where additive.hidden)) as people_guarded,
        all_rest is null
        or is_guarded(hidden_parts, sum(additive.rest) filter (where additive.hidden)) as rest_guarded
    from additive
    join cells as total
        on total.period = additive.period
        and total.area_code = additive.of_area
        and total.category_type = 'all'
    where
        not additive.is_published
        and not total.hidden
        and (total.is_published or (total.span, total.area_code) not in (from surplus))
    group by additive.span, of_area, of_cut, additive.period
    having hidden_parts > 0 and people is not null
),
unguarded as (
    -- Those of which more must be hidden. So few people that the parts may all be small are shown as a whole only.
    select
        span,
        of_area,
        of_cut,
        bool_or(people < parts + 6) as too_few,
        bool_or(people < 8 or parts < 2) as sum_reveals
    from open_sets
    group by span, of_area, of_cut
    having
        too_few or not bool_and(people_guarded and rest_guarded)
),
guards as (
    -- The next part to hide: of those that are not zero, the first in the fixed order.
    select span, of_area, of_cut, min(turn) as turn
    from additive
    join unguarded using (span, of_area, of_cut)
    where not too_few and not hidden and not is_published and numerator > 0 and coalesce(rest > 0, true)
    group by span, of_area, of_cut
),
to_hide as (
    -- Where no part is left to guard the hidden ones, none is shown, zeros neither.
    select span, area_code, category_type, category
    from additive
    join unguarded using (span, of_area, of_cut)
    left join guards using (span, of_area, of_cut)
    where guards.turn is null or guards.turn = additive.turn
    union
    select span, of_area, 'all', ''
    from unguarded
    left join guards using (span, of_area, of_cut)
    where guards.turn is null and sum_reveals
    union
    select span, area_code, 'all', ''
    from surplus
    union
    -- What is hidden of a Place's breakdown could be had from a footprint's by subtraction.
    select span, footprint_code, category_type, category
    from cells
    join footprints on footprints.member_code = cells.area_code
    where hidden and category_type <> 'all'
    union
    -- Breakdowns of a hidden total would sum to it. Zeros go too: parts known to be some bound their sum from below.
    select part.span, part.area_code, part.category_type, part.category
    from cells as part
    join cells as total using (span, area_code)
    where total.hidden and total.category_type = 'all'
)
select
    cells.* exclude (hidden),
    hidden or (not is_published and (span, area_code, category_type, category) in (from to_hide)) as hidden
from cells
