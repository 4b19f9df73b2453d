-- One round of hiding what would give a hidden count away. Run over its own result until nothing more is hidden.
-- docs/disclosure.md says why these rules leave every hidden count free to be anything from 1 to 7.
with footprints as (
    -- Each footprint beside the Places it adds up, first those that a reader knows best.
    select
        area_members.footprint_code,
        area_members.member_code,
        row_number() over (
            partition by area_members.member_code order by areas.position, areas.area_code
        ) as place
    from area_members
    join areas on areas.area_code = area_members.footprint_code
),
surplus as (
    -- A hidden Place may be a part of one visible total only: two would give the difference of their other parts away.
    select distinct total.period, total.area_code
    from cells as part
    join footprints on footprints.member_code = part.area_code
    join cells as total
        on total.period = part.period
        and total.area_code = footprints.footprint_code
        and total.category_type = 'all'
        and not total.is_published
    where part.hidden and part.category_type = 'all'
    qualify
        count(*) over (partition by part.period, part.area_code) > 1
        and footprints.place > min(footprints.place) over (partition by part.period, part.area_code)
),
additive as (
    -- The sets of counts of which the last is the sum of the others: a Place cut one way, a footprint's Places.
    select
        period,
        area_code as of_area,
        category_type as of_cut,
        true as is_part,
        area_code,
        category,
        numerator,
        is_published,
        hidden
    from cells
    where category_type <> 'all' and not is_footprint
    union all
    select
        total.period,
        total.area_code,
        cut.category_type,
        false,
        total.area_code,
        '',
        total.numerator,
        total.is_published,
        total.hidden
    from cells as total
    join (select distinct period, area_code, category_type from cells where category_type <> 'all') as cut
        using (period, area_code)
    where total.category_type = 'all' and not total.is_footprint
    union all
    select part.period, footprint_code, 'all', true, part.area_code, '', part.numerator, part.is_published, part.hidden
    from cells as part
    join footprints on footprints.member_code = part.area_code
    where part.category_type = 'all'
    union all
    select period, area_code, 'all', false, area_code, '', numerator, is_published, hidden
    from cells
    where category_type = 'all' and is_footprint and (period, area_code) not in (from surplus)
),
open_sets as (
    -- Those whose sum is shown, though not all of its parts. A nought that is hidden with others is guarded like them:
    -- else it would be told from them.
    select
        period,
        of_area,
        of_cut,
        count(*) filter (where hidden) as hidden_cells,
        coalesce(sum(numerator) filter (where hidden), 0) as hidden_sum
    from additive
    group by period, of_area, of_cut
    having
        bool_or(hidden and is_part)
        and count(*) filter (where not is_part and not hidden) = 1
),
ranked as (
    -- What may be hidden next: the smallest part first, the sum last; beside each, what would be hidden before it.
    select
        additive.*,
        hidden_cells + row_number() over smallest_first - 1 as cells_before,
        hidden_sum + coalesce(sum(additive.numerator) over (
            partition by period, of_area, of_cut
            order by is_part desc, additive.numerator, area_code, category
            rows between unbounded preceding and 1 preceding
        ), 0) as sum_before
    from additive
    join open_sets using (period, of_area, of_cut)
    where not hidden and not is_published and additive.numerator > 0
    window smallest_first as (
        partition by period, of_area, of_cut order by is_part desc, additive.numerator, area_code, category
    )
),
to_hide as (
    select
        period,
        area_code,
        if(is_part and of_cut <> 'all', of_cut, 'all') as category_type,
        if(is_part, category, '') as category
    from ranked
    where cells_before < 2 or sum_before < least_hidden_sum(cells_before)
    union
    select period, area_code, 'all', ''
    from surplus
    union
    -- What is hidden of a Place's breakdown could be had from a footprint's by subtraction.
    select period, footprint_code, category_type, category
    from cells
    join footprints on footprints.member_code = cells.area_code
    where hidden and category_type <> 'all'
    union
    -- Breakdowns of a hidden total would sum to it. Zeros go too: parts known to be some bound their sum from below.
    select part.period, part.area_code, part.category_type, part.category
    from cells as part
    join cells as total using (period, area_code)
    where total.hidden and total.category_type = 'all'
    union
    select part.period, part.area_code, part.category_type, part.category
    from cells as part
    join footprints on footprints.member_code = part.area_code
    join cells as total
        on total.period = part.period
        and total.area_code = footprints.footprint_code
        and total.category_type = part.category_type
        and total.category = part.category
    where is_small(total.numerator)
    union
    -- Of periods that share a year, one could be subtracted from the other.
    select other.period, other.area_code, other.category_type, other.category
    from cells
    join cells as other using (area_code, category_type, category)
    where
        cells.hidden
        and first_year(cells.period) < first_year(other.period) + years_spanned(other.period)
        and first_year(other.period) < first_year(cells.period) + years_spanned(cells.period)
)
select
    cells.* exclude (hidden),
    hidden or (not is_published and (period, area_code, category_type, category) in (from to_hide)) as hidden
from cells
