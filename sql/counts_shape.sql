-- Every column that an indicator's counts may have. An indicator gives those it knows; the roll-up fills the rest. A cut
-- may read a column that only its own indicators give.
create table counts_shape (
    period varchar,
    area_code varchar,
    sex varchar,
    free_school_meals boolean,
    deprivation_quintile integer,
    deprivation_decile integer,
    age_band varchar,
    age integer,
    numerator double,
    denominator double,
    squared_half_width double,
    event_variance double,
    flag varchar
);
