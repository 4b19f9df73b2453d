-- Where every area stands on every measure in the measure's latest period, on one scale that measures of any unit share:
-- the benchmark of the chosen area at 0, the furthest area or 95% limit of the measure at -1 or 1, and every other
-- figure as far from 0 as it is from the benchmark's. Better lies to the right, so a measure of which low is good is
-- turned round; where neither direction is good, higher does. A measure whose benchmark has no figure has no scale.
-- A spine chart as England's public health profiles have it, but scaled by the areas shown instead of by all of England's.
with measured as (
    select
        unnest(
            cast(
                $rows as struct(
                    indicator_id varchar,
                    area_code varchar,
                    period varchar,
                    value double,
                    lower_ci_95 double,
                    upper_ci_95 double,
                    benchmark_code varchar,
                    polarity varchar,
                    is_gap boolean
                )[]
            ),
            recursive := true
        )
),
latest as (
    select
        indicator_id,
        coalesce(max(if(value is null, null, period)), max(period)) as period
    from measured
    group by indicator_id
),
here as (
    select
        measured.indicator_id,
        measured.area_code,
        measured.period,
        measured.benchmark_code,
        measured.polarity,
        -- A gap that has turned round is no better for being lower: see verdicts/reliability.sql.
        measured.is_gap and measured.value < 0 as turned_round,
        measured.value,
        -- As it is said: only a gap reaches below zero.
        if(not measured.is_gap and measured.lower_ci_95 < 0, 0, measured.lower_ci_95) as lower,
        measured.upper_ci_95 as upper
    from measured
    join latest using (indicator_id, period)
),
middles as (
    -- An area that has no benchmark, being what the others are compared with, is in the middle itself.
    select
        chosen.indicator_id,
        chosen.period,
        middle.area_code as middle_code,
        middle.value as middle
    from here as chosen
    join here as middle
        on middle.indicator_id = chosen.indicator_id
        and middle.area_code = coalesce(chosen.benchmark_code, chosen.area_code)
    where chosen.area_code = $area_code
),
distances as (
    select
        here.indicator_id,
        here.area_code,
        here.polarity,
        here.turned_round,
        here.value - middles.middle as value,
        here.lower - middles.middle as lower,
        here.upper - middles.middle as upper
    from here
    join middles using (indicator_id)
),
scales as (
    select
        indicator_id,
        greatest(max(abs(value)), max(abs(lower)), max(abs(upper))) as reach,
        case
            when bool_or(turned_round) or any_value(polarity) = 'none' then 'higher'
            else 'better'
        end as rightwards,
        if(rightwards = 'better' and any_value(polarity) = 'low is good', -1, 1) as turn
    from distances
    group by indicator_id
),
placed as (
    select
        distances.indicator_id,
        distances.area_code,
        scales.rightwards,
        -- Where nothing differs everything is in the middle; plus zero, since the middle is no minus zero.
        scales.turn * distances.value / if(scales.reach = 0, 1, scales.reach) + 0e0 as position,
        scales.turn * distances.lower / if(scales.reach = 0, 1, scales.reach) + 0e0 as one_end,
        scales.turn * distances.upper / if(scales.reach = 0, 1, scales.reach) + 0e0 as other_end
    from distances
    join scales using (indicator_id)
)
select
    placed.indicator_id,
    placed.area_code,
    middles.period,
    middles.middle_code,
    placed.rightwards,
    placed.position,
    least(placed.one_end, placed.other_end) as left_end,
    greatest(placed.one_end, placed.other_end) as right_end
from placed
join middles using (indicator_id)
order by placed.indicator_id, placed.area_code
