"""What a screen reader is told while an app runs: the events on the accessibility bus, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from jeepney import HeaderFields, MatchRule, Message, MessageType
from jeepney.bus_messages import message_bus
from jeepney.wrappers import DBusErrorResponse

from desktop.accessible import Widget
from desktop.bus import Bus, wait_for
from desktop.bus_listener import BusListener

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry")
OBJECT_EVENTS = "org.a11y.atspi.Event.Object"
ASSERTIVE = 2
"""Of AtspiLive: it interrupts what is being read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it came: *kind* and *detail* are its name, as in ``StateChanged`` ``focused``."""

    owner: str
    path: str
    kind: str
    detail: str
    number: int
    value: object


class Spoken:
    """Listens from the start on; nothing sent after that is missed."""

    def __init__(self, address: str) -> None:
        self.events: list[Event] = []
        self._bus = Bus(address)
        self._bus.call(*REGISTRY, "RegisterEvent", "s", "object:")
        rule = MatchRule(type="signal", interface=OBJECT_EVENTS)
        self._listener = BusListener(address, "spoken", self._take, message_bus.AddMatch(rule))

    def stop(self) -> None:
        self._listener.stop()
        self._bus.close()

    @property
    def announced(self) -> list[str]:
        """What was to be read out at once."""
        return [str(event.value) for event in self.events if event.kind == "Announcement"]

    @property
    def urgent(self) -> list[str]:
        """What of that interrupted."""
        return [str(each.value) for each in self.events if each.kind == "Announcement" and each.number == ASSERTIVE]

    def hears(self, text: str, *, after: int = 0, seconds: float = 10.0) -> str:
        """What was announced, from number *after* of :attr:`announced` on, once *text* is part of it."""
        return wait_for(
            lambda: next((said for said in self.announced[after:] if text in said), ""), f"{text!r} announced", seconds
        )

    def renamed(self, since: int = 0) -> list[Event]:
        """The changes of a name from event number *since* on."""
        return [each for each in self.events[since:] if each.detail == "accessible-name"]

    @property
    def focused(self) -> Widget | None:
        """Where the keyboard came last."""
        for event in reversed(self.events):
            if (event.kind, event.detail, event.number) == ("StateChanged", "focused", 1):
                return Widget(event.owner, event.path, self._bus)
        return None

    def at(self, *called: str, seconds: float = 10.0) -> Widget:
        """What has the keyboard, once that is *called* so: a table or its row, whichever Qt tells last."""

        def there() -> Widget | None:
            try:
                return focused if (focused := self.focused) is not None and focused.called in called else None
            except DBusErrorResponse:  # it went meanwhile
                return None

        return wait_for(there, f"the keyboard at {' or '.join(called)}", seconds)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is not MessageType.signal or fields[HeaderFields.interface] != OBJECT_EVENTS:
            return
        detail, number, _, (_, value), *_ = message.body
        self.events.append(
            Event(
                fields[HeaderFields.sender],
                fields[HeaderFields.path],
                fields[HeaderFields.member],
                detail,
                number,
                value,
            )
        )
