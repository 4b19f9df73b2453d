-- Deaths under 75 from causes considered preventable (2019 definition), and the people who were alive to be counted.
select
    cast(year as varchar) as period,
    area_code,
    sex,
    age_band,
    deaths as numerator,
    population as denominator
from preventable_deaths
