-- An extract of a measure without a single figure that could be counted.
select 'no counts' as found
where not exists (
    select 1
    from counts
    where numerator is not null and denominator is not null
)
