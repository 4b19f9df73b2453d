-- A publisher's verdict, trend or flag in words that pages do not know.
select period, area_code, official_comparison, official_trend, flag
from published_estimates
where indicator_id = $indicator_id
    and (
        official_comparison not in ('better', 'similar', 'worse', 'higher', 'lower')
        or official_trend not in (
            'increasing and getting better', 'increasing and getting worse', 'decreasing and getting better',
            'decreasing and getting worse', 'increasing', 'decreasing', 'no significant change'
        )
        or flag not in ('unreliable', 'provisional')
    )
