-- The ways these counts can be cut: the category columns that hold something.
with shaped as (
    select * from counts
    union all by name
    select * from counts_shape
)
select 'deprivation_quintile' as category_type from shaped where deprivation_quintile is not null
union
select 'sex' from shaped where sex is not null
union
select 'free_school_meals' from shaped where free_school_meals is not null
order by category_type
