-- Rows of an analyst's file that must be asked everything. Plainly sound ones, events among people in a known age band,
-- are most of a large file and are let through at once. Bands outside the ages asked for are not looked at.
select given.* exclude (stratum), age_bands.age_band as known_band
from given
left join age_bands on age_bands.age_band = cast(given.age_band as varchar)
where age_bands.in_use is distinct from false
    and not (
        $plain
        and coalesce(
            age_bands.age_band is not null
            and as_number(numerator) >= 0
            and as_number(numerator) < 'infinity'
            and as_number(denominator) > 0
            and as_number(denominator) < 'infinity',
            false
        )
    )
