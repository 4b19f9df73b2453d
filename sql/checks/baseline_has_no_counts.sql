-- A declared baseline for which nothing was counted.
select $baseline as baseline
where $baseline is not null and $baseline not in (select period from counts)
