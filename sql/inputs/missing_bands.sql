-- Age bands of the standard that a group of an analyst's file lacks.
select
    groups.stratum,
    array_to_string(list(age_bands.age_band order by first_age(age_bands.age_band)), ', ') as key,
    [min(groups.row)] as rows
from (select stratum, min(row) as row from given group by stratum) as groups
cross join age_bands
left join given
    on given.stratum = groups.stratum
    and cast(given.age_band as varchar) = age_bands.age_band
where age_bands.in_use and given.row is null
group by groups.stratum
order by min(groups.row)
