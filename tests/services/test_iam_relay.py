from __future__ import annotations

import inspect

from hourpass.services.iam_relay import IamRelay
from hourpass.services.setup_ports import Iam


class Recorder:
    """Keeps which call reached it, and answers with its own name."""

    def __init__(self, name: str) -> None:
        self.name, self.calls = name, []

    def __getattr__(self, call: str) -> object:
        def answer(*arguments: object) -> str:
            self.calls.append((call, arguments))
            return self.name

        return answer


CALLS = [name for name, _ in inspect.getmembers(Iam, inspect.isfunction) if not name.startswith("_")]


def test_every_call_reaches_the_newest_administrator_as_it_was_made():
    first, second = Recorder("first"), Recorder("second")
    relay = IamRelay(first)
    assert relay.users("cancel") == "first"
    relay.turn_to(second)
    for name in CALLS:
        wanted = list(inspect.signature(getattr(Iam, name)).parameters)[1:]
        assert getattr(relay, name)(*wanted) == "second"
        assert second.calls[-1] == (name, tuple(wanted))
    assert len(first.calls) == 1
    assert len(CALLS) > 10
