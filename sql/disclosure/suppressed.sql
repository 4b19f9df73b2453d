-- The counts to hide, once nothing more need be hidden within any period: these, and their like in periods that share
-- a year with theirs, which could be subtracted. Beside each, whether an index rests on it.
select distinct
    $indicator_id as indicator_id,
    cells.category_type,
    cells.area_code,
    cells.period,
    cells.category,
    cells.category_type = $across as under_index
from cells
join cells as other using (category_type, area_code, category)
where
    other.hidden
    and (
        cells.period = other.period
        or (
            first_year(cells.period) < first_year(other.period) + years_spanned(other.period)
            and first_year(other.period) < first_year(cells.period) + years_spanned(cells.period)
        )
    )
