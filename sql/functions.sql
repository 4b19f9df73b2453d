-- Scalar functions that the methods share, each beside its reference. Loaded once, when a release is opened.

-- A figure kept within bounds. Missing stays missing, which greatest() and least() would not grant.
create macro at_least(figure, bound) as
    case when figure < bound then bound else figure end;

create macro at_most(figure, bound) as
    case when figure > bound then bound else figure end;

-- Wilson score limits of a proportion, without continuity correction; exactly 0 and 1 at the ends.
-- Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-12.
create macro wilson_lower(x, n, z) as
    case
        when x <= 0 then 0.0
        else at_least((2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 0.0)
    end;

create macro wilson_upper(x, n, z) as
    case
        when x >= n then 1.0
        else at_most((2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 1.0)
    end;

-- Byar's approximation to the limits of a Poisson count, for counts from ten: it has none of zero.
-- Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC Scientific Publication 82, 1987, page 69.
create macro byar_lower(observed, z) as
    observed * pow(1 - 1 / (9 * observed) - z / (3 * sqrt(observed)), 3);

create macro byar_upper(observed, z) as
    (observed + 1) * pow(1 - 1 / (9 * (observed + 1)) + z / (3 * sqrt(observed + 1)), 3);

-- A value on the scale on which a slope is fitted, and back: 'linear', 'log' for rates, 'logit' for proportions from 0
-- to 1. Missing where the scale does not reach.
create macro on_scale(figure, scale) as
    case scale
        when 'linear' then figure
        when 'log' then if(figure > 0, ln(figure), null)
        when 'logit' then if(figure > 0 and figure < 1, ln(figure / (1 - figure)), null)
    end;

create macro off_scale(figure, scale) as
    case scale
        when 'linear' then figure
        when 'log' then exp(figure)
        when 'logit' then 1 / (1 + exp(-figure))
    end;

-- Fieller's limits of a slope over its intercept, the two correlated: the root on the side that the sign of z names.
-- None where the intercept cannot be told from zero.
-- Fieller EC. Some problems in interval estimation. J R Stat Soc B 1954;16:175-85.
create macro fieller(slope, intercept, slope_variance, intercept_variance, covariance, z) as
    case when intercept * intercept > z * z * intercept_variance then
        (
            intercept * slope - z * z * covariance
            + sign(z * intercept) * root(
                pow(intercept * slope - z * z * covariance, 2)
                - (intercept * intercept - z * z * intercept_variance) * (slope * slope - z * z * slope_variance)
            )
        ) / (intercept * intercept - z * z * intercept_variance)
    end;

-- A square root that is missing where there is none.
create macro root(x) as
    case when x >= 0 then sqrt(x) end;

-- Why there is no average age at onset: what its five-year bands 0-4 .. 85-89 lack, of how many there are, how many of
-- them have onsets and time at risk counted, the least time in one, and all onsets.
create macro without_age_at_onset(bands, with_onsets, with_time, least_time, onsets) as
    case
        when with_onsets < bands or with_time < bands then 'a count is missing'
        when bands < 18 or least_time <= 0 then 'an age band has nobody at risk'
        when onsets < 10 then 'fewer than 10 onsets'
    end;

-- Limits of a difference and of a ratio of two independent estimates, from each one's own limits (MOVER).
-- Zou GY, Donner A. Stat Med 2008;27:1693-702. Donner A, Zou GY. Stat Methods Med Res 2012;21:347-59.
create macro difference_lower(x1, l1, u1, x2, l2, u2) as
    x1 - x2 - sqrt(pow(x1 - l1, 2) + pow(u2 - x2, 2));

create macro difference_upper(x1, l1, u1, x2, l2, u2) as
    x1 - x2 + sqrt(pow(u1 - x1, 2) + pow(x2 - l2, 2));

create macro ratio_lower(x1, l1, u1, x2, l2, u2) as
    (x1 * x2 - root(pow(x1 * x2, 2) - l1 * u2 * (2 * x1 - l1) * (2 * x2 - u2))) / nullif(u2 * (2 * x2 - u2), 0);

create macro ratio_upper(x1, l1, u1, x2, l2, u2) as
    (x1 * x2 + root(pow(x1 * x2, 2) - u1 * l2 * (2 * x1 - u1) * (2 * x2 - l2))) / nullif(l2 * (2 * x2 - l2), 0);

-- A cell of an analyst's file as a number: missing where it is blank, or is no number.
create macro as_number(cell) as
    try_cast(cell as double);

create macro is_blank(cell) as
    coalesce(trim(cast(cell as varchar)), '') = '';

create macro is_no_number(cell) as
    (as_number(cell) is null and not is_blank(cell)) or not isfinite(as_number(cell));

-- A cell that holds a whole number as its digits: '2' for 2, '2.0' and ' 2'.
create macro whole(cell) as
    regexp_replace(cast(as_number(cell) as varchar), '\.0$', '');

-- The year in which a period begins, and how many years it spans: 2019 and 1 for '2019' and '2019/20', 2019 and 3 for
-- '2019-21', '2019 - 21' and '2019/20 - 21/22'. Missing where it is not so written.
create macro first_year(period) as
    try_cast(left(period, 4) as integer);

create macro years_spanned(period) as
    case
        when regexp_full_match(period, '(1[89]|20)[0-9]{2}') then 1
        when regexp_full_match(period, '(1[89]|20)[0-9]{2} ?- ?[0-9]{2}')
            then nullif((100 + cast(right(period, 2) as integer) - first_year(period) % 100) % 100, 0) + 1
        when regexp_full_match(period, '(1[89]|20)[0-9]{2} ?- ?[0-9]{4}')
            and cast(right(period, 4) as integer) between first_year(period) + 1 and first_year(period) + 99
            then cast(right(period, 4) as integer) - first_year(period) + 1
        when regexp_full_match(period, '(1[89]|20)[0-9]{2}/[0-9]{2}( ?- ?([0-9]{2})?[0-9]{2}/[0-9]{2})?')
            then nullif((100 + cast(right(period, 2) as integer) - first_year(period) % 100) % 100, 0)
    end;

-- A year written as a period is: 2019 beside '2021/22' is '2019/20'.
create macro like_period(year, period) as
    if(period like '%/%', concat(year, '/', lpad(cast((year + 1) % 100 as varchar), 2, '0')), cast(year as varchar));

-- The first year of age of a band: 65 for '65-69', 90 for '90+'.
create macro first_age(age_band) as
    cast(regexp_extract(age_band, '^[0-9]+') as integer);

-- The last year of age of a band: 69 for '65-69', 7 for '7', 999 for '90+', which has none.
create macro last_age(age_band) as
    if(age_band like '%+', 999, cast(regexp_extract(age_band, '[0-9]+$') as integer));

-- The five-year band of a single year of age: '65-69' for 67.
create macro five_year_band(age) as
    case when age is not null then concat(age // 5 * 5, '-', age // 5 * 5 + 4) end;

-- Which way a trend's line slopes: 1, -1, or 0 when it is level but for the last digits of floating point.
create macro slope_sign(sc, sd, sct, sdt) as
    if(abs(sd * sct - sc * sdt) <= 1e-12 * (abs(sd * sct) + abs(sc * sdt)), 0, sign(sd * sct - sc * sdt));

-- Which stretch of a broken series a period belongs to: how many breaks, each named by the first period of the new
-- series, come no later. A break lies between two periods when their stretches differ.
create macro stretch_of(period, series_breaks) as
    len(list_filter(series_breaks, lambda first_of_new: first_of_new <= period));

-- Disclosure control of local records: a count that could point at persons.
create macro is_small(people) as
    people > 0 and people < 8;

-- Whether so many hidden counts of a sum, that add up to so much, leave each free to be anything that is small: they may
-- all be small, and each any of 1 to 7, or one of them must be large and may take up whatever the others do not.
create macro is_guarded(hidden_counts, hidden_sum) as
    hidden_counts >= 2
    and (hidden_sum between hidden_counts + 6 and 7 * hidden_counts - 6 or hidden_sum > 7 * hidden_counts);

-- A figure as disclosure control lets it out: to one decimal when it is controlled.
create macro figure_disclosed(figure, controlled) as
    if(controlled, round(figure, 1), figure);

-- A number of people as disclosure control lets it out: to the nearest five when it is controlled.
create macro people_disclosed(people, controlled) as
    if(controlled, 5 * round(people / 5), people);
