-- Children at the end of Reception, and those of them with a good level of development.
select
    academic_year as period,
    area_code,
    sex,
    free_school_meals,
    good_level_of_development as numerator,
    children as denominator
from early_years_profile
