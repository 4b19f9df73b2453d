-- A list that a release keeps beside its figures, in its own order.
select * exclude (file_row_number)
from read_parquet($file, file_row_number = true, hive_partitioning = false)
order by file_row_number
