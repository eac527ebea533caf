"""An administrator whose keys come out of a drawer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import Keys
from hourpass.domain.problem import HourpassError, Problem
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminProfile


class Drawer:
    """An administrator's profile: each time it is asked it gives the next of its keys, and the last one for ever."""

    def __init__(self, *keys: Keys) -> None:
        self._keys = list(keys)
        self.asked = 0

    def profiles(self) -> tuple[AdminProfile, ...]:
        return ()

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:  # noqa: ARG002 (the port's signature)
        self.asked += 1
        return self._keys.pop(0) if len(self._keys) > 1 else self._keys[0]


def administrator(*keys: Keys) -> Administrator:
    return Administrator(AdminSource(profile="admin", region="eu-west-1"), Drawer(*keys), SystemClock())


def problem_of(call: Callable[[], object]) -> Problem:
    with pytest.raises(HourpassError) as caught:
        call()
    return caught.value.problem
