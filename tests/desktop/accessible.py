"""The app as assistive technology sees it: over the real accessibility bus (AT-SPI), not through Qt's own objects.

Widgets are found by their object names, which Qt passes on as accessible ids; a click goes where the bus says they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jeepney.wrappers import DBusErrorResponse

from desktop.bus import Bus, wait_for
from desktop.desk import Desk

ACCESSIBLE, ACTION, COMPONENT, EDITABLE_TEXT, TEXT = (
    f"org.a11y.atspi.{name}" for name in ("Accessible", "Action", "Component", "EditableText", "Text")
)
KEYS = (
    "org.a11y.atspi.Registry",
    "/org/a11y/atspi/registry/deviceeventcontroller",
    "org.a11y.atspi.DeviceEventController",
)
BY_NAME_OF_KEY = 3
"""Of AtspiKeySynthType."""
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
CHECKED, EDITABLE, ENABLED, EXPANDABLE, EXPANDED, FOCUSED, SENSITIVE, SHOWING = 4, 7, 8, 9, 10, 12, 24, 25
"""Numbers of AtspiStateType."""
KEY_NUMBERS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Home": 0xFF50, "Down": 0xFF54, "Right": 0xFF53}
"""Of X's keysyms."""
LABELLED_BY = 2
"""Of AtspiRelationType."""


@dataclass(frozen=True, slots=True)
class Widget:
    """One object on the bus."""

    owner: str
    path: str
    bus: Bus = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return str(self._property("Name"))

    @property
    def identifier(self) -> str:
        """The object name: the last part of what Qt makes of the names of all that it lies in."""
        return str(self._property("AccessibleId")).rpartition(".")[2]

    @property
    def role(self) -> str:
        return str(self.bus.call(self.owner, self.path, ACCESSIBLE, "GetRoleName")[0])

    @property
    def states(self) -> set[int]:
        low, high = self.bus.call(self.owner, self.path, ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        return {number for number in range(64) if bits >> number & 1}

    @property
    def usable(self) -> bool:
        return {ENABLED, SHOWING} <= self.states

    @property
    def text(self) -> str:
        """What stands in it, where that is more than its name."""
        return str(self.bus.call(self.owner, self.path, TEXT, "GetText", "ii", 0, -1)[0])

    @property
    def description(self) -> str:
        return str(self._property("Description"))

    @property
    def called(self) -> str:
        """What a screen reader calls it: by the label that stands by it, else by its name. A choice's own name is what
        is chosen, so without a label its description says what it is a choice of.
        """
        for relation, targets in self.bus.call(self.owner, self.path, ACCESSIBLE, "GetRelationSet")[0]:
            if relation == LABELLED_BY:
                return Widget(*targets[0], self.bus).name
        return self.description if self.role == "combo box" else self.name

    @property
    def actions(self) -> list[str]:
        """What can be done with it."""
        return [str(name) for name, _, _ in self.bus.call(self.owner, self.path, ACTION, "GetActions")[0]]

    def act(self, action: str) -> None:
        """Do one of its :attr:`actions`."""
        assert self.bus.call(self.owner, self.path, ACTION, "DoAction", "i", self.actions.index(action))[0]

    def press(self) -> None:
        """Do what a click would."""
        self.act("Press")

    def write(self, text: str) -> None:
        """Put *text* in, in place of what stands there."""
        assert self.bus.call(self.owner, self.path, EDITABLE_TEXT, "SetTextContents", "s", text)[0]

    def take_focus(self) -> None:
        """Bring the keyboard there."""
        assert self.bus.call(self.owner, self.path, COMPONENT, "GrabFocus")[0]

    @property
    def area(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self.bus.call(self.owner, self.path, COMPONENT, "GetExtents", "u", 0)[0]
        return left, top, width, height

    @property
    def middle(self) -> tuple[int, int]:
        """Where on the screen a person would click."""
        left, top, width, height = self.area
        return left + width // 2, top + height // 2

    def children(self) -> list[Widget]:
        found = self.bus.call(self.owner, self.path, ACCESSIBLE, "GetChildren")[0]
        return [Widget(owner, path, self.bus) for owner, path in found]

    def everything(self) -> Iterator[Widget]:
        """This and all that lies in it, as far as it is still there."""
        yield self
        try:
            children = self.children()
        except DBusErrorResponse:  # it went meanwhile
            return
        for child in children:
            yield from child.everything()

    def shown(self) -> Iterator[Widget]:
        """All on the screen that lies in it. What lies in something hidden is not asked for."""
        try:
            children = [each for each in self.children() if SHOWING in each.states]
        except DBusErrorResponse:  # it went meanwhile
            return
        for child in children:
            yield child
            yield from child.shown()

    def _property(self, name: str) -> object:
        (value,) = self.bus.call(
            self.owner, self.path, "org.freedesktop.DBus.Properties", "Get", "ss", ACCESSIBLE, name
        )
        return value[1]


class Reader:
    """Finds and uses what is on the screen, as a person with a screen reader and a mouse would."""

    def __init__(self, desk: Desk, scale: float = 1) -> None:
        self.desk, self._scale = desk, scale  # the bus tells Qt's pixels, the mouse knows the screen's
        (self.address,) = desk.session.bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self._bus = Bus(self.address)

    def close(self) -> None:
        self._bus.close()

    def everything(self) -> Iterator[Widget]:
        """All that the apps of the session show."""
        (apps,) = self._bus.call(*REGISTRY, ACCESSIBLE, "GetChildren")
        for owner, path in apps:
            yield from Widget(owner, path, self._bus).everything()

    def look(self, identifier: str) -> Widget | None:
        """The widget of that object name, if it is on the screen."""
        (apps,) = self._bus.call(*REGISTRY, ACCESSIBLE, "GetChildren")
        for owner, path in apps:
            for widget in Widget(owner, path, self._bus).shown():
                try:
                    if widget.identifier == identifier:
                        return widget
                except DBusErrorResponse:
                    continue
        return None

    def named(self, role: str, name: str, seconds: float = 10.0) -> Widget:
        """What is on the screen in that *role* and is called *name*, once it is there."""

        def seen() -> Widget | None:
            for widget in self.everything():
                try:
                    if widget.role == role and SHOWING in widget.states and widget.called == name:
                        return widget
                except DBusErrorResponse:
                    continue
            return None

        return wait_for(seen, f"the {role} {name!r}", seconds)

    def key(self, name: str) -> None:
        """Have the bus press a key, as screen readers do for what has no action of its own: to choose a row, or open it."""
        self._bus.call(*KEYS, "GenerateKeyboardEvent", "isu", KEY_NUMBERS[name], "", BY_NAME_OF_KEY)

    def find(self, identifier: str, seconds: float = 10.0) -> Widget:
        """The same, once it is there."""
        return wait_for(lambda: self.look(identifier), f"{identifier!r} on the screen", seconds)

    def usable(self, identifier: str, seconds: float = 10.0) -> Widget:
        """The same, once it can be used."""

        def ready() -> Widget | None:
            widget = self.look(identifier)
            return widget if widget is not None and widget.usable else None

        return wait_for(ready, f"{identifier!r} ready to be used", seconds)

    def click(self, identifier: str, seconds: float = 10.0) -> None:
        """Click on it with the mouse, once it can be used and stays where it is: what was done last may move it yet."""
        places = [(-1, -1)]

        def rests() -> bool:
            places.append(self.usable(identifier, seconds).middle)
            return places[-1] == places[-2]

        wait_for(rests, f"{identifier!r} at rest", seconds)
        x, y = places[-1]
        self.desk.click(round(x * self._scale), round(y * self._scale))

    def fill(self, identifier: str, text: str, seconds: float = 10.0) -> None:
        """Click into a field and type over what stands there."""
        self.click(identifier, seconds)
        self.desk.key("ctrl+a")
        self.desk.type(text)

    def says(self, identifier: str, text: str, seconds: float = 10.0) -> str:
        """What the widget says, once *text* is part of it."""

        def said() -> str:
            widget = self.look(identifier)
            if widget is None:
                return ""
            words = " ".join(each.name for each in widget.everything())
            return words if text in words else ""

        return wait_for(said, f"{text!r} in {identifier!r}", seconds)
