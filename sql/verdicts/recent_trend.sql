-- The direction of the five annual points that end with each period. Significant when chi-squared with one degree of
-- freedom exceeds its 99.8% point and the slope keeps its sign whichever one point is left out.
-- Proportions: chi-squared for linear trend in counts (Armitage P. Biometrics 1955;11:375-86), with the slope of the log
-- odds a year. Everything else: least squares weighted by the inverse of each point's variance, with the slope of the
-- value a year. Time is the year itself, so a gap keeps its true length. Where the publisher gives a trend but not what
-- it rests on, that trend is carried.
with points as (
    select
        *,
        first_year(period) as year,
        years_spanned(period) as span,
        if(upper_ci_95 > lower_ci_95, pow((upper_ci_95 - lower_ci_95) / (2 * $z95), -2), null) as weight,
        if(proportion, on_scale(numerator / nullif(denominator, 0), 'logit'), null) as log_odds,
        -- A proportion's slope is that of counts c on denominators d; any other is that of weight * value on weights.
        if(proportion, numerator, value * weight) as c,
        if(proportion, denominator, weight) as d
    from judged
),
sums as (
    select
        latest.series,
        latest.area_code,
        latest.category,
        latest.period,
        count(*) as points,
        bool_or(one.hidden) as any_hidden,
        count(one.value + one.c + one.d) as usable,
        min(one.stretch) as earliest_stretch,
        sum(one.c) as sc,
        sum(one.d) as sd,
        sum(one.c * (one.year - latest.year)) as sct,
        sum(one.d * (one.year - latest.year)) as sdt,
        sum(one.d * pow(one.year - latest.year, 2)) as sdtt,
        regr_slope(one.log_odds, one.year - latest.year) as log_odds_slope,
        count(one.log_odds) as with_log_odds,
        list({'c': one.c, 'd': one.d, 't': one.year - latest.year, 'years': range(one.year, one.year + one.span)})
            as each_point
    from points as latest
    join points as one
        on one.series = latest.series
        and one.area_code = latest.area_code
        and one.category = latest.category
        and one.place between latest.place - 4 and latest.place
    group by latest.series, latest.area_code, latest.category, latest.period
),
fits as (
    select
        points.*,
        sums.* exclude (series, area_code, category, period),
        slope_sign(sc, sd, sct, sdt) as direction,
        pow(sd * sct - sc * sdt, 2) / nullif(sd * sdtt - sdt * sdt, 0) as spread,
        list_distinct(list_transform(
            each_point,
            lambda one: slope_sign(sc - one.c, sd - one.d, sct - one.c * one.t, sdt - one.d * one.t)
        )) as directions_without_one,
        flatten(list_transform(each_point, lambda one: one.years)) as years,
        case
            when hidden or any_hidden then 'a figure is suppressed'
            when uncollected then 'not collected for this period'
            when points < 5 then 'fewer than five points'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when usable < 5 then 'one of the latest five points is missing, or has no interval'
            when earliest_stretch <> stretch then 'the series breaks within the latest five points'
        end as reason_against
    from points
    left join sums using (series, area_code, category, period)
),
directed as (
    select
        *,
        coalesce(
            reason_against, if(len(list_distinct(years)) < len(years), 'the latest five periods overlap', null)
        ) as why_not,
        if(proportion, sd * spread / nullif(sc * (sd - sc), 0), spread / sd) as chi_squared,
        list_filter(range(list_min(years), list_max(years)), lambda each: not list_contains(years, each)) as years_without,
        case direction when 1 then 'increasing' when -1 then 'decreasing' end as movement
    from fits
),
concluded as (
    select
        *,
        why_not is null as calculated,
        why_not is not null
        and value is not null
        and lower_ci_95 is null
        and official_trend is not null
        and reliability is distinct from 'unreliable' as carried,
        chi_squared > $z998 * $z998 and directions_without_one = [direction] as significant
    from directed
)
select
    * exclude (
        year, span, weight, log_odds, c, d, points, any_hidden, usable, earliest_stretch, sc, sd, sct, sdt, sdtt,
        log_odds_slope, with_log_odds, each_point, direction, spread, directions_without_one, years, reason_against,
        why_not, chi_squared, years_without, movement, calculated, carried, significant
    ),
    if(calculated, chi_squared, null) as trend_chi_squared,
    case
        when not calculated then null
        when not proportion then (sd * sct - sc * sdt) / nullif(sd * sdtt - sdt * sdt, 0)
        when with_log_odds = points then log_odds_slope
    end as trend_slope,
    case
        when carried then official_trend
        when not calculated then 'cannot be calculated'
        when movement is null or significant is not true then 'no significant change'
        when good_direction = 'none' then movement
        when (direction > 0) = (good_direction = 'high is good') then movement || ' and getting better'
        else movement || ' and getting worse'
    end as trend,
    if(carried, null, why_not) as trend_reason,
    if(carried, 'the publisher''s own verdict', nullif(concat_ws(
        '; ',
        if(calculated and len(years_without) > 0, concat(
            'no point for ', array_to_string(list_transform(years_without, lambda each: like_period(each, period)), ', ')
        ), null),
        if(calculated and proportion and with_log_odds < points, 'no slope: a count is zero or its denominator', null)
    ), '')) as trend_note
from concluded
