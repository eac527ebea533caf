"""A process that is started once and forks for each job, so that a job can be killed without starting Python anew.

It has no threads, so forking is safe; and what takes time, the clients' service models, its children get for nothing.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hourpass.adapters.aws.clients import DeafSession
from hourpass.adapters.aws.gateway import AwsGateway

REGION = "eu-west-1"


class Nursery:
    """Has *module* serve, whose main part calls :func:`serve`."""

    def __init__(self, module: str) -> None:
        tests = str(Path(__file__).parent.parent)
        known = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**known, "PYTHONPATH": tests, "AWS_CONFIG_FILE": os.devnull},
        )

    def outcome(self, job: Any) -> int:
        """Exit status of the child that did *job*; negative where a signal ended it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b64encode(pickle.dumps(job)).decode() + "\n")
        self._process.stdin.flush()
        return os.waitstatus_to_exitcode(int(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate()


def serve(work: Callable[[AwsGateway, Any], int | None]) -> None:
    """Let a child do each job, with a gateway to the ``endpoint`` that it names; what *work* gives is the exit status."""
    session = DeafSession()
    AwsGateway(session).warm(REGION)
    loader = session.get_component("data_loader")
    for line in sys.stdin:
        job = pickle.loads(b64decode(line))  # noqa: S301 (our own)
        child = os.fork()
        if child == 0:
            status = 2
            try:
                os.environ["AWS_ENDPOINT_URL"] = job.endpoint
                own = DeafSession()
                own.register_component("data_loader", loader)
                status = work(AwsGateway(own), job) or 0
            finally:
                os._exit(status)
        _, waited = os.waitpid(child, 0)
        print(waited, flush=True)
