"""What .ci/run tells, and when it fails, with a ``make`` that only pretends."""

import os
import shutil
import subprocess
import sys

import pytest

from macros_py.home import home

MAKE = """#!/bin/sh
case "$*" in
lint) echo "a complaint"; exit ${LINT};;
test) echo "FAILED tests/one.py"; echo "12 passed in 3.21s"; exit ${TEST};;
esac
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script for Linux")
@pytest.mark.parametrize(("lint", "tests"), [(0, 0), (1, 0), (0, 1), (2, 2)])
def test_types_and_tests_run_side_by_side_and_either_fails_the_run(lint, tests, tmp_path):
    (tmp_path / "clone" / ".ci").mkdir(parents=True)
    script = shutil.copy(home() / ".ci" / "run", tmp_path / "clone" / ".ci" / "run")
    (tmp_path / "make").write_text(MAKE)
    (tmp_path / "make").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", script],
        env={**os.environ, "PATH": path, "LINT": str(lint), "TEST": str(tests)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (lint + tests > 0) == (done.returncode > 0)
    assert (lint > 0) == ("make lint failed" in done.stdout) == ("a complaint" in done.stdout)
    assert (tests > 0) == ("make test failed" in done.stdout)
    assert "12 passed in 3.21s" == done.stdout.splitlines()[-1]
