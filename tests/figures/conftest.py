"""Asserts of the checks say what differs, as those of tests do."""

import pytest

pytest.register_assert_rewrite("tests.figures.checks")
