-- The question of the figure that an id is printed on, and the release that it was printed from, of some releases in order.
-- An id is the first eight bytes of the SHA-256 of a question's address, as eight digits of a number to the base of 30:
-- see figures/figure.py.
with releases as (
    select unnest($releases) as release_id, generate_subscripts($releases, 1) as place
)
select address, release_id
from read_parquet($file, hive_partitioning = false)
cross join releases
where cast('0x' || left(sha256(address || '&release=' || release_id), 16) as ubigint) % 656100000000 = $number
order by place, address
limit 1
