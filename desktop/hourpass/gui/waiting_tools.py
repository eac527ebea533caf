"""Tools that have asked and are not answered yet: who they are, and how long they wait."""

from __future__ import annotations

from dataclasses import dataclass

from hourpass.gui.single_instance import Caller


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One of them."""

    caller: Caller
    until: float  # on the monotonic clock
    seconds: int  # that it said it would wait
    program: str
    for_process: bool  # whether it wants the line of credential_process as it is


class WaitingTools:
    """Keeps them by the profile that they wait for. Belongs to one thread."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Waiting]] = {}  # by profile id, never an empty list

    def __contains__(self, profile_id: str) -> bool:
        return profile_id in self._waiting

    def add(self, profile_id: str, waiting: Waiting) -> None:
        """It waits from now on."""
        self._waiting.setdefault(profile_id, []).append(waiting)

    def remove(self, profile_id: str, waiting: Waiting) -> bool:
        """It does not wait any more; whether it did."""
        left = self._waiting.get(profile_id, [])
        if waiting not in left:
            return False
        left.remove(waiting)
        if not left:
            del self._waiting[profile_id]
        return True

    def take(self, profile_id: str) -> list[Waiting]:
        """All who waited for the profile; they do not any more."""
        return self._waiting.pop(profile_id, [])

    def late(self, now: float) -> list[tuple[str, Waiting]]:
        """Those whose time is over, each with its profile's id."""
        return [(name, each) for name, waiting in self._waiting.items() for each in waiting if each.until <= now]

    def next_late(self) -> float | None:
        """When the next one's time is over."""
        return min((each.until for waiting in self._waiting.values() for each in waiting), default=None)

    def programs(self, profile_id: str) -> tuple[str, ...]:
        """What those who wait for the profile are called."""
        return tuple(each.program for each in self._waiting.get(profile_id, ()))

    def profiles(self) -> tuple[str, ...]:
        """The ids of those that somebody waits for."""
        return tuple(self._waiting)
