-- Person-years at risk of a first long-term condition, and first conditions that began, to the 90th birthday.
select
    cast(year as varchar) as period,
    area_code,
    sex,
    deprivation_quintile,
    deprivation_decile,
    age,
    onsets as numerator,
    person_years as denominator
from first_condition_onsets
where age < 90
