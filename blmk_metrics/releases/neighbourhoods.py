"""The levels of neighbourhoods within Places."""

# Finest first: what the country calls them.
LEVELS = {
    "lsoa": "Neighbourhoods (LSOA, about 1,600 people)",
    "msoa": "Larger neighbourhoods (MSOA, about 8,000 people)",
    "ward": "Wards",
}
# The levels of which the Index of Multiple Deprivation can be told.
RATED = ("lsoa", "msoa")
