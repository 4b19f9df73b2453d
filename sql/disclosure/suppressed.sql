-- The counts to hide, once nothing more need be hidden. Beside each, whether an index rests on it.
select
    $indicator_id as indicator_id,
    category_type,
    area_code,
    period,
    category,
    category_type = $across as under_index
from cells
where hidden
