-- A measure without a single count for an area that the release knows.
select 'no counts' as found
where not exists (
    select 1
    from counts
    join areas using (area_code)
    where numerator is not null and denominator is not null
)
