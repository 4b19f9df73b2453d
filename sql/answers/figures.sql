-- The finished rows of one series of a measure in one of its variants, in the order in which they are read.
select * exclude (variant, file_row_number)
from read_parquet($file, file_row_number = true, hive_partitioning = false)
where variant = $variant and category_type = $category_type and basis = $basis
order by file_row_number
