-- Scalar functions that the methods share, each beside its reference. Loaded once, when a release is opened.

-- A figure kept within bounds. Missing stays missing, which greatest() and least() would not grant.
create macro at_least(figure, bound) as
    case when figure < bound then bound else figure end;

create macro at_most(figure, bound) as
    case when figure > bound then bound else figure end;

-- Wilson score limits of a proportion, without continuity correction; exactly 0 and 1 at the ends.
-- Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-12.
create macro wilson_lower(x, n, z) as
    case when x <= 0 then 0.0 else (2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)) end;

create macro wilson_upper(x, n, z) as
    case when x >= n then 1.0 else (2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)) end;

-- Byar's approximation to the limits of a Poisson count.
-- Breslow NE, Day NE. Statistical methods in cancer research, volume II. IARC Scientific Publication 82, 1987, page 69.
create macro byar_lower(observed, z) as
    observed * pow(1 - 1 / (9 * observed) - z / (3 * sqrt(observed)), 3);

create macro byar_upper(observed, z) as
    (observed + 1) * pow(1 - 1 / (9 * (observed + 1)) + z / (3 * sqrt(observed + 1)), 3);

-- A square root that is missing where there is none.
create macro root(x) as
    case when x >= 0 then sqrt(x) end;

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

-- The first year of age of a band: 65 for '65-69', 90 for '90+'.
create macro first_age(age_band) as
    cast(regexp_extract(age_band, '^[0-9]+') as integer);

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

-- A figure as disclosure control lets it out: nothing when its count is hidden, one decimal when it is controlled.
create macro disclosed(figure, hidden, controlled) as
    case when hidden then null when controlled then round(figure, 1) else figure end;
