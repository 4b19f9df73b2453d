"""The annual-report pack: what is told of an area, and each kind of file that tells it."""
