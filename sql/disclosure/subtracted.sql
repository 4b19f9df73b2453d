-- Counts of local records that could be had by setting a release beside an earlier one: those that both show and that
-- changed by one to seven, which may be people; and those that one of the two alone hides though they are much the same in
-- both, which tell what that one hides with them. What the earlier one showed is in `shown_before`: its rule may have been
-- another.
select
    later.category_type,
    later.area_code,
    later.period,
    later.category,
    case
        when coalesce(shown_before.hidden, earlier.hidden) or later.hidden then 'hidden in one of the two alone'
        else 'changed by one to seven'
    end as why
from cells as later
join earlier using (period, area_code, category_type, category)
left join shown_before using (period, area_code, category_type, category)
where
    not (earlier.is_published and later.is_published)
    and not is_small(earlier.numerator)
    and not is_small(later.numerator)
    and abs(later.numerator - earlier.numerator) <= 7
    and case
        when coalesce(shown_before.hidden, earlier.hidden) = later.hidden
            then not later.hidden and later.numerator <> earlier.numerator
        else true
    end
order by later.category_type, later.area_code, later.period, later.category
