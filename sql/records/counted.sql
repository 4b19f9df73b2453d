-- Person-years at risk of a first long-term condition, and first conditions that began, by area, national tenth of
-- deprivation, sex and single year of age: a row wherever there is either.
with parts as (
    select
        year,
        place,
        sex,
        year - birth_year - 1 as age,
        days_before_birthday as days,
        0 as onsets
    from person_time
    where days_before_birthday > 0
    union all
    select
        year,
        place,
        sex,
        year - birth_year,
        days_from_birthday,
        0
    from person_time
    where days_from_birthday > 0
    union all
    select
        onset_year,
        place,
        sex,
        onset_age,
        0,
        persons
    from at_risk
    where onset_year is not null
),
sums as (
    select
        year,
        place,
        sex,
        age,
        sum(days) as days,
        sum(onsets) as onsets
    from parts
    group by year, place, sex, age
),
told as (
    select
        place,
        area_code,
        deprivation_decile
    from places
    group by place, area_code, deprivation_decile
)
select
    cast(sums.year as bigint) as year,
    told.area_code,
    cast((told.deprivation_decile + 1) // 2 as bigint) as deprivation_quintile,
    cast(told.deprivation_decile as bigint) as deprivation_decile,
    sums.sex,
    cast(sums.age as bigint) as age,
    cast(sums.days as double) / 365.25e0 as person_years,
    cast(sums.onsets as double) as onsets
from sums
join told on told.place = sums.place
