"""Ten calls of botocore's with the profile that AWS_PROFILE names. Prints how many milliseconds they took."""

from __future__ import annotations

import json
import time

import botocore.session

CALLS = 10

client = botocore.session.get_session().create_client("sts")
began = time.monotonic_ns()
for _ in range(CALLS):
    client.get_caller_identity()
print(json.dumps({"calls": (time.monotonic_ns() - began) / 1e6}))
