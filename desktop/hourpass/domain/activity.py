"""What Hourpass asked of AWS and what came back: facts by allow-list, never a parameter.

AWS's own words may repeat one; codes and keys are blanked in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer."""

    at: datetime  # UTC, when the call was sent
    service: str  # "sts"
    operation: str  # "AssumeRole"
    host: str  # "sts.eu-west-1.amazonaws.com"
    took: timedelta
    status: int = 0  # HTTP status; 0 when no answer came
    code: str = ""  # AWS's error code, or the kind of network failure; empty when all went well
    message: str = ""  # AWS's error message; empty when all went well
    request_id: str = ""
    server_offset: timedelta | None = None  # AWS's Date header minus this computer's clock
