"""Ten calls of botocore's with the profile that AWS_PROFILE names."""

from __future__ import annotations

import botocore.session

CALLS = 10

client = botocore.session.get_session().create_client("sts")
for _ in range(CALLS):
    client.get_caller_identity()
