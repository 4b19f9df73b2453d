"""Files become a candidate, and a candidate a release. One writer at a time."""
