"""Times as AWS writes them, read only where they are needed: a listing of 10,000 buckets holds as many."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def from_iso(text: str) -> datetime:
    """*text* as UTC; ValueError when it is no time. Without a zone it is taken as UTC, as AWS means it."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def from_header(text: str) -> datetime | None:
    """The moment in a Date header, or None."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
