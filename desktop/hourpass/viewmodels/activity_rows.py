"""What Hourpass asked of AWS, as rows; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hourpass.domain.activity import Exchange

NO_ANSWER = "no-answer"
"""The code of a call that nobody answered and that says nothing else."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One call and how it ended. *code* is empty when all went well."""

    at: datetime
    call: str  # "sts AssumeRole"
    code: str
    took: timedelta
    request_id: str
    host: str
    status: int
    message: str

    @property
    def well(self) -> bool:
        """Whether AWS did what it was asked."""
        return not self.code


def activity_rows(entries: Sequence[Exchange]) -> list[ActivityRow]:
    """A row for each of *entries*, in their order."""
    return [
        ActivityRow(
            at=entry.at,
            call=f"{entry.service} {entry.operation}",
            code=_code(entry),
            took=entry.took,
            request_id=entry.request_id,
            host=entry.host,
            status=entry.status,
            message=" ".join(entry.message.split()),  # a server's text may hold line breaks
        )
        for entry in entries
    ]


def _code(entry: Exchange) -> str:
    """S3-compatible servers refuse without a code at times; the status is what is left then."""
    if entry.code or 200 <= entry.status < 400:
        return entry.code
    return f"HTTP {entry.status}" if entry.status else NO_ANSWER
