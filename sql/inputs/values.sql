-- An analyst's single values.
select row, stratum, as_number(value) as value
from given
