-- One row a person who is counted: since when at risk, until when, and the day of the first condition, if any.
select
    histories.place,
    histories.sex,
    histories.birth_month,
    histories.starts_on,
    histories.left_on,
    case
        when suspects.suspect_id is not null then suspects.first_diagnosed_on
        else histories.first_diagnosed_on
    end as first_diagnosed_on
from histories
left join suspects on suspects.suspect_id = histories.suspect_id
where histories.resident and histories.left_out is null
