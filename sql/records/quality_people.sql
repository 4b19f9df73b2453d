-- What became of the persons who are counted, in the years counted.
select
    count(*) as people,
    count(*) filter (where starts_on < left_on and left_on > $first_on) as registered,
    count(*) filter (
        where
        greatest(starts_on, $first_on) < left_on
        and first_diagnosed_on < greatest(starts_on, $first_on)
    ) as prevalent,
    count(*) filter (
        where
        greatest(starts_on, $first_on) < left_on
        and (first_diagnosed_on is null or first_diagnosed_on >= greatest(starts_on, $first_on))
    ) as at_risk
from first_onsets
