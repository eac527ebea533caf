"""A sandbox as a process, to ask what AWS would be asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.running import BrokenError
from hourpass.adapters.sandbox_process import COMMAND


@contextmanager
def sandbox(buckets: int) -> Iterator[str]:
    """The line of JSON in which it says where it is, while it runs."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND[1:], "--propagation", "0", "--buckets", str(buckets)],
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise BrokenError("the sandbox did not start")
        yield line
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()
