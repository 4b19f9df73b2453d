"""What can be wrong with what somebody gives us."""


class InputError(Exception):
    """An input that cannot be used; the message says what is wrong, where, and what to do."""


class YearNeeded(InputError):
    """A sound file that does not say of which year it is: a person must."""
