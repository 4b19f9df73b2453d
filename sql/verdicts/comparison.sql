-- An area against what its measure declares as its benchmark; where it declares none, against England, or against its
-- footprint where no England figure exists: the benchmark's value against the area's own interval. Inside or equal is similar; outside the 99.8% interval as well is 'much'. Where the publisher
-- gives a verdict but not the interval it rests on, that verdict is carried.
with footprints as (
    select area_members.member_code as area_code, arg_min(areas.area_code, areas.position) as footprint_code
    from area_members
    join areas on areas.area_code = area_members.footprint_code
    group by area_members.member_code
),
national as (
    select series, min(area_code) as country_code
    from judged
    where area_type = 'country' and value is not null
    group by series
),
addressed as (
    select
        judged.*,
        case declared_benchmark
            when 'country' then national.country_code
            when 'footprint' then footprints.footprint_code
            when 'region' then null  -- no release has the figures of one
            else coalesce(national.country_code, footprints.footprint_code)
        end as benchmark_code
    from judged
    left join national using (series)
    left join footprints using (area_code)
),
paired as (
    select
        addressed.*,
        benchmark.area_name as benchmark_name,
        addressed.hidden or coalesce(benchmark.hidden, false) as comparison_hidden,
        if(comparison_hidden, null, benchmark.value) as benchmark_value,
        benchmark.reliability as benchmark_reliability,
        benchmark.good_direction as benchmark_direction,
        addressed.lower_ci_95 is not null and addressed.upper_ci_95 is not null as bounded
    from addressed
    left join judged as benchmark
        on benchmark.series = addressed.series
        and benchmark.area_code = addressed.benchmark_code
        and benchmark.period = addressed.period
        and benchmark.category = addressed.category
),
placed as (
    select
        *,
        case
            when comparison_hidden then 'a figure is suppressed'
            when area_code = benchmark_code then 'it is the benchmark'
            when area_type = 'footprint' and benchmark_code is null then 'it is what its Places are compared with'
            when benchmark_code is null then 'it has no benchmark'
            when value is null then 'there is no figure to compare'
            when reliability = 'unreliable' then 'the figure is unreliable'
            when benchmark_value is null then 'the benchmark has no figure'
            when benchmark_reliability = 'unreliable' then 'the benchmark''s figure is unreliable'
            when not bounded and official_comparison is null then 'the figure has no interval'
        end as comparison_reason,
        case
            when benchmark_value between lower_ci_95 and upper_ci_95 then 'similar'
            when benchmark_value < lower_ci_95 then 'higher'
            else 'lower'
        end as direction,
        if(benchmark_value < lower_ci_998 or benchmark_value > upper_ci_998, 'much ', '') as distance
    from paired
)
select
    * exclude (direction, distance, bounded, benchmark_reliability, benchmark_direction),
    if(comparison_reason is null and not bounded, 'the publisher''s own verdict', null) as comparison_note,
    case
        when comparison_reason is not null then 'not compared'
        when not bounded then official_comparison
        when direction = 'similar' then 'similar'
        when 'none' in (good_direction, benchmark_direction) then distance || direction
        when (direction = 'higher') = (good_direction = 'high is good') then distance || 'better'
        else distance || 'worse'
    end as comparison
from placed
