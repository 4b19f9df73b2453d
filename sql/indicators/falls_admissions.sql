-- Emergency hospital admissions due to falls, people aged 65 and over. A person admitted twice counts twice.
select
    financial_year as period,
    area_code,
    sex,
    age_band,
    admissions as numerator,
    population as denominator
from emergency_falls_admissions
