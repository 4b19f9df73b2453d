-- The series of a measure that its answers hold: each way of cutting it, each basis, in the order in which they are shown.
select category_type, basis
from read_parquet($file, file_row_number = true, hive_partitioning = false)
group by category_type, basis
order by min(file_row_number)
