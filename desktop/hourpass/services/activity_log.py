"""What Hourpass asked of AWS lately, for people to read and to put into a bug report."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from hourpass.domain.activity import Exchange

Listener = Callable[[Exchange], None]


class ActivityLog:
    """The last exchanges with AWS, in memory only. Safe from any thread."""

    def __init__(self, limit: int = 500) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Exchange] = deque(maxlen=limit)
        self._listeners: list[Listener] = []

    def heard(self, exchange: Exchange) -> None:
        """Keep *exchange*; the oldest one goes when there are too many."""
        with self._lock:
            self._entries.appendleft(exchange)
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(exchange)

    def entries(self) -> tuple[Exchange, ...]:
        """All that are kept, newest first."""
        with self._lock:
            return tuple(self._entries)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with each exchange, on whatever thread; returns how to end that."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    def as_text(self) -> str:
        """All that are kept, a line each, newest first, in a form that is the same in every language."""
        return "\n".join(map(as_line, self.entries()))


def as_line(exchange: Exchange) -> str:
    """*exchange* in one line."""
    at = exchange.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    parts = [
        at,
        f"{exchange.service}:{exchange.operation}",
        exchange.host,
        str(exchange.status or "no-answer"),
        f"{exchange.took.total_seconds() * 1000:.0f}ms",
    ]
    if exchange.request_id:
        parts.append(f"request={exchange.request_id}")
    if exchange.server_offset is not None:
        parts.append(f"clock={exchange.server_offset.total_seconds():+.0f}s")
    if exchange.code:
        parts.append(exchange.code)
    if exchange.message:
        # A server's text may hold line breaks; one entry stays one line.
        parts.append(" ".join(exchange.message.split()))
    return "  ".join(parts)
