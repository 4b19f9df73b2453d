-- Mean of single values, with Student's t limits. A quantile of t is beyond SQL: `students_t` brings those of each number
-- of values. A missing value makes the mean missing.
-- Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with confidence, 2nd edition. BMJ Books, 2000, chapter 4.
with summed as (
    select
        stratum,
        count(*) as n,
        if(count(value) = count(*), sum(value), null) as total,
        if(count(value) = count(*), avg(value), null) as mean,
        stddev_samp(value) / sqrt(count(*)) as standard_error
    from strata
    group by stratum
)
select
    summed.stratum,
    cast(null as integer) as quantile,
    summed.total as numerator,
    cast(summed.n as double) as denominator,
    summed.mean as value,
    list_transform(students_t.quantiles, lambda t: summed.mean - t * summed.standard_error) as lower_ci,
    list_transform(students_t.quantiles, lambda t: summed.mean + t * summed.standard_error) as upper_ci,
    'mean, Student''s t limits' as method,
    case
        when summed.mean is null then 'a value is missing'
        when summed.n < 2 then 'one value has no spread, so no limits'
    end as reason
from summed
left join students_t on students_t.n = summed.n
