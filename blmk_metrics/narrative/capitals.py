"""Capital letters where a text begins a sentence."""


def sentence_case(text: str) -> str:
    """A text with its first letter raised and all others as they are: `Value suppressed by NHS England`."""
    return text[:1].upper() + text[1:]
