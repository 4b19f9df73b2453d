"""What the operator's log has, as a test reads it."""

import pytest


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Why something is in trouble, for each that was logged when it began."""
    return [each.detail["why"] for each in caplog.records if each.message == "trouble"]
