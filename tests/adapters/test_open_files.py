"""Room for the files of an app that many wait for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hourpass.adapters.open_files import ENOUGH, room_for_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")

LIMITED = """
import resource, sys
soft, hard = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
del sys.modules["resource"]
from hourpass.adapters.open_files import room_for_files
print(room_for_files(), *resource.getrlimit(resource.RLIMIT_NOFILE), "resource" in sys.modules)
"""


def limited(soft: int, hard: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(soft), str(hard)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_where_there_is_room_for_few_enough_is_asked_for():
    assert limited(256, 4096) == [str(ENOUGH), str(ENOUGH), "4096", "True"]


def test_where_enough_is_not_to_be_had_all_there_is_is_taken():
    assert limited(100, 300) == ["300", "300", "300", "True"]


def test_where_there_is_room_enough_nothing_is_changed_or_loaded():
    assert limited(2000, 4096) == ["2000", "2000", "4096", "False"]


def test_it_is_told_how_much_room_there_is():
    assert room_for_files() >= min(ENOUGH, os.sysconf("SC_OPEN_MAX"))
