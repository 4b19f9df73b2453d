"""What can go wrong with a download."""

from blmk_metrics.errors import InputError


class FetchError(InputError):
    """A source that could not be fetched; the message says which address, why, and what may help."""


class WrongAnswer(FetchError):
    """An answer that came whole but is not what was asked for: asking on from its end would not mend it."""
