-- The columns that the roll-up reads of any indicator's counts. An indicator gives those it knows; the roll-up fills the
-- rest. The column of a cut need not be among them: it is read only of the measures whose files name the cut.
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
