-- The counts of a later release that an earlier one, subtracted from it, would turn into a few people. Both releases have
-- the same measure: whoever has both sees who was added or taken away, and what one hides the other may show.
with paired as (
    select
        category_type,
        area_code,
        period,
        category,
        coalesce(earlier.shown, false) as shown_before,
        coalesce(later.shown, false) as shown_now,
        earlier.numerator is not null and later.numerator is not null as is_in_both,
        coalesce(later.numerator, 0) - coalesce(earlier.numerator, 0) as change,
        if(shown_before, earlier.numerator, later.numerator) as seen,
        list_contains(cast($closed_periods as varchar[]), period) as is_closed
    from earlier
    full join later using (category_type, area_code, period, category)
),
sums as (
    -- Each count that adds up from others: a total of its groups, a footprint's of its Places.
    select period, 'all' as category_type, area_code, '' as category, category_type as divided_by, paired.* exclude (
        period, category_type, area_code, category
    )
    from paired
    where category_type <> 'all'
    union all
    select period, category_type, footprint_code, category, 'Places', paired.* exclude (
        period, category_type, area_code, category
    )
    from paired
    join area_members on area_members.member_code = paired.area_code
),
hidden_together as (
    -- A sum that both show, less the parts that both show, is how many more or fewer there are in the other parts.
    select category_type, area_code, period, category
    from sums
    where not (shown_before and shown_now)
    group by category_type, area_code, period, category, divided_by
    having is_small(abs(sum(change)))
)
select category_type, area_code, period, category, reason
from (
    select
        paired.*,
        case
            when is_closed and (change <> 0 or not is_in_both or shown_before <> shown_now)
                then 'the period is closed, and the count is not as it was'
            when not is_in_both then null
            when shown_before and shown_now and is_small(abs(change)) then 'it differs by 1 to 7'
            when shown_before and shown_now and (category_type, area_code, period, category) in (from hidden_together)
                then 'its hidden parts together differ by 1 to 7'
            -- That there was nobody says nothing of a hidden few.
            when shown_before <> shown_now and abs(change) < 8 and (seen > 0 or change = 0)
                then 'it is shown in one release and hidden in the other'
        end as reason
    from paired
)
left join areas using (area_code)
left join (select cut, label, position as group_position from cuts) as groups
    on groups.cut = category_type and groups.label = category
where reason is not null
order by category_type <> 'all', category_type, areas.position, area_code, period, group_position, category
