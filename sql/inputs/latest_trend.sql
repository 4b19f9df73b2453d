-- The trend that ends with each series' latest period.
select
    area_code as stratum,
    trend,
    trend_chi_squared as chi_squared,
    trend_slope as slope,
    coalesce(trend_reason, trend_note)
    || if(trend_reason = 'the latest five periods overlap', ' (a financial year is written 2021/22)', '') as reason
from recent_trend
qualify row_number() over (partition by area_code order by period desc) = 1
