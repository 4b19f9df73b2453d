-- The periods in which any area has a figure of one series, earliest first.
select distinct period
from read_parquet($file)
where variant = $variant and category_type = $category_type and basis = $basis and value is not null
order by period
