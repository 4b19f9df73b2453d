"""Programs that some tests need beside Python's packages."""

import os
import shutil

import pytest


def needed(*programs: str) -> None:
    """Skip where a program is not installed, saying so; in CI that is a failure."""
    for program in programs:
        if shutil.which(program) is None:
            if os.environ.get("CI") == "true":
                pytest.fail(f"CI needs Debian's {program}, and it is not installed")
            pytest.skip(f"no {program} on this machine: install Debian's package to run this test")
