"""Asserts of the checks say what differs, as those of tests do; and the edition that tests of figures read."""

import pytest

pytest.register_assert_rewrite("tests.figures.checks")
