-- The direction of the five annual points that end with each period. Significant when chi-squared with one degree of
-- freedom exceeds its 99.8% point and the slope keeps its sign whichever one point is left out.
-- Proportions: chi-squared for linear trend in counts (Armitage P. Biometrics 1955;11:375-86). Everything else: least
-- squares weighted by the inverse of each point's variance. Time is the year itself, so a gap keeps its true length.
with points as (
    select
        *,
        cast(left(period, 4) as integer) - 2000.0 as t,
        pow((upper_ci_95 - lower_ci_95) / (2 * $z95), -2) as weight,
        -- A proportion's slope is that of counts c on denominators d; any other is that of weight * value on weights.
        if(proportion, numerator, value * weight) as c,
        if(proportion, denominator, weight) as d
    from comparison
),
sums as (
    select
        latest.indicator_id,
        latest.area_code,
        latest.category,
        latest.period,
        count(*) as points,
        count(one.value + one.c + one.d) as usable,
        min(one.stretch) as earliest_stretch,
        sum(one.c) as sc,
        sum(one.d) as sd,
        sum(one.c * one.t) as sct,
        sum(one.d * one.t) as sdt,
        sum(one.d * one.t * one.t) as sdtt,
        list({'c': one.c, 'd': one.d, 't': one.t}) as each_point
    from points as latest
    join points as one
        on one.indicator_id = latest.indicator_id
        and one.area_code = latest.area_code
        and one.category = latest.category
        and one.place between latest.place - 4 and latest.place
    group by latest.indicator_id, latest.area_code, latest.category, latest.period
),
fits as (
    select
        points.*,
        sums.* exclude (indicator_id, area_code, category, period),
        slope_sign(sc, sd, sct, sdt) as direction,
        pow(sd * sct - sc * sdt, 2) / nullif(sd * sdtt - sdt * sdt, 0) as spread,
        list_distinct(list_transform(
            each_point,
            lambda one: slope_sign(sc - one.c, sd - one.d, sct - one.c * one.t, sdt - one.d * one.t)
        )) as directions_without_one,
        case
            when uncollected then 'not collected for this period'
            when points < 5 then 'fewer than five points'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when usable < 5 then 'one of the latest five points is missing'
            when earliest_stretch <> stretch then 'the series breaks within the latest five points'
        end as trend_reason
    from points
    left join sums using (indicator_id, area_code, category, period)
),
judged as (
    select
        *,
        if(proportion, sd * spread / nullif(sc * (sd - sc), 0), spread / sd) > $z998 * $z998
            and directions_without_one = [direction] as significant,
        case direction when 1 then 'increasing' when -1 then 'decreasing' end as movement
    from fits
)
select
    * exclude (
        place, t, weight, c, d, points, usable, earliest_stretch, sc, sd, sct, sdt, sdtt, each_point,
        direction, spread, directions_without_one, significant, movement
    ),
    case
        when trend_reason is not null then 'cannot be calculated'
        when movement is null or significant is not true then 'no significant change'
        when polarity = 'none' then movement
        when (direction > 0) = (polarity = 'high is good') then movement || ' and getting better'
        else movement || ' and getting worse'
    end as trend
from judged
