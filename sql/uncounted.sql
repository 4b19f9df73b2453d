-- The counts of a measure for which a release has none.
select * from counts_shape
