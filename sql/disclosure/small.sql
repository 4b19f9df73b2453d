-- What is hidden to begin with: the counts of 1 to 7 (of a percentage, those whose rest is too), and with a small count of
-- a footprint the same of each of its Places, zeros too. What is hidden of one period is hidden of every period that
-- shares a year with it, or with one that does.
with periods as (
    select
        period,
        years_spanned(period) as years,
        if(years is null, null, first_year(period)) as starts
    from (select distinct period from cells)
),
spans as (
    -- A period that starts when all before it have ended begins another span.
    select
        period,
        sum(if(starts < latest_end, 0, 1)) over (order by starts, years, period rows unbounded preceding) as span
    from (
        select
            *,
            max(starts + years) over (
                order by starts, years, period rows between unbounded preceding and 1 preceding
            ) as latest_end
        from periods
    )
),
small as (
    select span, area_code, category_type, category
    from cells
    join spans using (period)
    where (is_small(numerator) or is_small(rest)) and not is_published
),
to_hide as (
    from small
    union
    select small.span, member_code, small.category_type, small.category
    from small
    join area_members on area_members.footprint_code = small.area_code
)
select
    cells.*,
    spans.span,
    not is_published and (span, area_code, category_type, category) in (from to_hide) as hidden
from cells
join spans using (period)
