-- The direction of the five annual points that end with each period. Significant when chi-squared with one degree of
-- freedom exceeds its 99.8% point and the slope keeps its sign whichever one point is left out.
-- Proportions: chi-squared for linear trend in counts (Armitage P. Biometrics 1955;11:375-86). Everything else: least
-- squares weighted by the inverse of each point's variance. Time is the year itself, so a gap keeps its true length.
with points as (
    select
        *,
        cast(left(period, 4) as integer) - 2000.0 as t,
        -- A proportion's slope is that of counts c on denominators d; any other is that of w * y on weights w.
        if($proportion, numerator, value * pow((upper_ci_95 - lower_ci_95) / (2 * $z95), -2)) as c,
        if($proportion, denominator, pow((upper_ci_95 - lower_ci_95) / (2 * $z95), -2)) as d
    from comparison
),
sums as (
    select
        *,
        count(*) over latest_five as points,
        count(if(c is null or d is null or value is null, null, 1)) over latest_five as usable,
        min(period) over latest_five as earliest,
        sum(c) over latest_five as sc,
        sum(d) over latest_five as sd,
        sum(c * t) over latest_five as sct,
        sum(d * t) over latest_five as sdt,
        sum(d * t * t) over latest_five as sdtt,
        list({'c': c, 'd': d, 't': t}) over latest_five as each_point
    from points
    where not uncollected
    window latest_five as (
        partition by area_code, category order by period rows between 4 preceding and current row
    )
),
fits as (
    select
        *,
        slope_sign(sc, sd, sct, sdt) as direction,
        pow(sd * sct - sc * sdt, 2) / nullif(sd * sdtt - sdt * sdt, 0) as spread,
        list_distinct(list_transform(
            each_point,
            lambda one: slope_sign(sc - one.c, sd - one.d, sct - one.c * one.t, sdt - one.d * one.t)
        )) as directions_without_one,
        case
            when points < 5 then 'fewer than five points'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when usable < 5 then 'one of the latest five points is missing'
            when breaks_between(cast($series_breaks as varchar[]), earliest, period)
                then 'the series breaks within the latest five points'
        end as trend_reason
    from sums
),
judged as (
    select
        area_code,
        period,
        category,
        trend_reason,
        case
            when trend_reason is not null then 'cannot be calculated'
            when if($proportion, sd * spread / nullif(sc * (sd - sc), 0), spread / sd) > $z998 * $z998
                and directions_without_one = [direction] and direction <> 0
                then concat(
                    if(direction > 0, 'increasing', 'decreasing'),
                    case
                        when $polarity = 'none' then ''
                        when (direction > 0) = ($polarity = 'high is good') then ' and getting better'
                        else ' and getting worse'
                    end
                )
            else 'no significant change'
        end as trend
    from fits
)
select
    comparison.*,
    coalesce(judged.trend, 'cannot be calculated') as trend,
    if(uncollected, 'not collected for this period', judged.trend_reason) as trend_reason
from comparison
left join judged using (area_code, period, category)
