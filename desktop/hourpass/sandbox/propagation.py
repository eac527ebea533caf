"""AWS agrees with itself only after a while: what is new, or gone, is seen some seconds later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Delays:
    """How long each kind of change takes to be seen. AWS takes 2 to 14 seconds, promising nothing."""

    keys: timedelta = timedelta(seconds=3)
    """A new access key, at STS, IAM and S3."""
    devices: timedelta = timedelta(seconds=6)
    """A device enabled or deactivated, at STS."""
    principals: timedelta = timedelta(seconds=4)
    """A new user or role, named in a trust policy."""
    policies: timedelta = timedelta(seconds=2)
    """Policies written, attached or taken away."""

    @classmethod
    def none(cls) -> Delays:
        """Everything is seen at once."""
        return cls.all(timedelta())

    @classmethod
    def all(cls, delay: timedelta) -> Delays:
        """The same *delay* for everything."""
        return cls(delay, delay, delay, delay)


class Seen(Generic[_Key, _Value]):
    """What is seen of each key at each moment: a value holds from its moment until the next one's."""

    def __init__(self) -> None:
        self._history: dict[_Key, list[tuple[datetime, _Value]]] = {}

    def put(self, key: _Key, value: _Value, since: datetime) -> None:
        """Show *value* from *since* on; what was to be shown later than that is superseded by it."""
        history = self._history.setdefault(key, [])
        if history and history[-1][0] > since:  # delays were made shorter meanwhile
            since = history[-1][0]
        history.append((since, value))

    def at(self, key: _Key, now: datetime) -> _Value | None:
        """What is seen of *key*."""
        history = self._history.get(key, [])
        place = bisect_right(history, now, key=lambda entry: entry[0])
        return history[place - 1][1] if place else None

    def newest(self, key: _Key) -> _Value | None:
        """What was put last, whether seen yet or not."""
        history = self._history.get(key, [])
        return history[-1][1] if history else None
