-- Whether every count of a large file is plainly sound, an amount among people: one look at each column, not at each row.
select
    count(*) as rows,
    count(as_number(numerator)) = count(*)
    and min(as_number(numerator)) >= 0
    and max(as_number(numerator)) < 'infinity'
    and count(as_number(denominator)) = count(*)
    and min(as_number(denominator)) > 0
    and max(as_number(denominator)) < 'infinity' as sound
from given
