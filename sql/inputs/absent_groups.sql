-- Groups of an analyst's file that have no age band within the ages asked for.
select given.stratum, 'within the ages asked for' as key, [min(given.row)] as rows
from given
left join age_bands
    on age_bands.age_band = cast(given.age_band as varchar)
    and age_bands.in_use
group by given.stratum
having count(age_bands.age_band) = 0
order by min(given.row)
