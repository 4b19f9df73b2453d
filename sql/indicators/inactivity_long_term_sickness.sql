-- People aged 16 to 64 who are economically inactive, and those of them inactive because of long-term sickness.
-- Survey weighted: the published 95% half-width, in people and squared, is what adds up over areas.
select
    period,
    area_code,
    long_term_sick as numerator,
    economically_inactive as denominator,
    pow(half_width_95 / 100 * economically_inactive, 2) as squared_half_width
from annual_population_survey
