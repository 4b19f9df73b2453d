-- Suspect rows that no estimate may rest on, by the first thing that is wrong with each: runs of rows, and the first
-- offending cell of each run.
with judged as (
    select
        *,
        case
            when $banded and known_band is null
                then if(is_blank(age_band), 'age_band is blank', 'age_band is not known')
            when is_no_number(numerator) then 'numerator is not a number'
            when is_no_number(denominator) then 'denominator is not a number'
            when is_no_number(half_width_95) then 'half_width_95 is not a number'
            when is_no_number(standard_population) then 'standard_population is not a number'
            when is_no_number(frequency) then 'frequency is not a number'
            when is_no_number(value) then 'value is not a number'
            when is_no_number(lower_ci) then 'lower_ci is not a number'
            when is_no_number(upper_ci) then 'upper_ci is not a number'
            when is_no_number(standard_error) then 'standard_error is not a number'
            when as_number(numerator) < 0 then 'numerator is below zero'
            when as_number(denominator) <= 0 then 'denominator is not above zero'
            when as_number(half_width_95) < 0 then 'half_width_95 is below zero'
            when as_number(half_width_95) > $multiplier
                then 'half_width_95 is more than a whole: give it in the unit of the value'
            when as_number(standard_population) < 0 then 'standard_population is below zero'
            when as_number(frequency) <= 0 then 'frequency is not above zero'
            when as_number(standard_error) < 0 then 'standard_error is below zero'
            when as_number(lower_ci) > as_number(upper_ci) then 'lower_ci is above upper_ci'
            when as_number(value) < as_number(lower_ci) or as_number(value) > as_number(upper_ci)
                then 'value is outside its own limits'
            when $share and as_number(numerator) > as_number(denominator) then 'numerator is more than the denominator'
            when $standardised and as_number(denominator) is null then 'denominator is blank'
            when $own_standard and as_number(standard_population) is null then 'standard_population is blank'
            when $frequent and as_number(frequency) is null then 'frequency is blank'
            when as_number(frequency) % 1 <> 0 then 'frequency is not a whole number'
            when $aged and coalesce(as_number(age) not between 0 and 130 or as_number(age) % 1 <> 0, true)
                then 'age is not a whole number of years'
            when $quantiled and coalesce(as_number(quantile) < 1 or as_number(quantile) % 1 <> 0, true)
                then 'quantile is not a whole number from 1'
            when $dated and years_spanned(cast(period as varchar)) is null
                then 'period is not written as 2023, 2021/22 or 2019-21'
            when $scale = 'log' and least(as_number(value), as_number(lower_ci), as_number(upper_ci)) < 0
                then 'value is below zero, or a limit of it'
            when $scale = 'logit' and (
                least(as_number(value), as_number(lower_ci), as_number(upper_ci)) < 0
                or greatest(as_number(value), as_number(lower_ci), as_number(upper_ci)) > 1
            ) then 'value is not between 0 and 1, or a limit of it'
        end as fault
    from suspects
),
numbered as (
    -- Rows that follow one another with the same fault differ from their rank by the same number.
    select
        fault,
        row,
        row - row_number() over (partition by fault order by row) as run,
        case split_part(fault, ' ', 1)
            when 'age_band' then cast(age_band as varchar)
            when 'period' then cast(period as varchar)
            when 'numerator' then cast(numerator as varchar)
            when 'denominator' then cast(denominator as varchar)
            when 'half_width_95' then cast(half_width_95 as varchar)
            when 'standard_population' then cast(standard_population as varchar)
            when 'frequency' then cast(frequency as varchar)
            when 'age' then cast(age as varchar)
            when 'quantile' then cast(quantile as varchar)
            when 'value' then cast(value as varchar)
            when 'lower_ci' then cast(lower_ci as varchar)
            when 'upper_ci' then cast(upper_ci as varchar)
            when 'standard_error' then cast(standard_error as varchar)
        end as cell
    from judged
    where fault is not null
)
select fault, min(row) as first, max(row) as last, arg_min(cell, row) as cell
from numbered
group by fault, run
order by min(row)
