"""What the system tells is told once, whoever brings it, and nothing is asked of a system without buses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_bus import LOGIND, PROPERTIES, SESSION_PATH, FakeBus
from hourpass.gui.logind import LOGIND_CHIEF, LOGIND_PATH, SESSION
from hourpass.gui.motion_news import PATH as PORTAL_PATH
from hourpass.gui.motion_news import SETTINGS as PORTAL_SETTINGS
from hourpass.gui.system_news import SAME_REASON, SystemNews
from hourpass.gui.tasks import Tasks
from hourpass.services.clock_gap import ClockGap

GNOME, FREEDESKTOP = "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"
NETWORK, WATCHER = "org.freedesktop.NetworkManager", "org.kde.StatusNotifierWatcher"


class Computer:
    """Two buses, three clocks, and what was told of them."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, system: FakeBus | None, session: FakeBus | None) -> None:
        self._qtbot = qtbot
        self.system, self.session = system, session
        self.wall, self.elapsed, self.awake = datetime(2026, 3, 1, 12, tzinfo=UTC), 1000.0, 1000.0
        self.zone: tuple[object, ...] = ("UTC",)
        self.reached: list[str] = []
        self.told: Counter[str] = Counter()
        self.news = SystemNews(
            tasks,
            lambda: self.wall,
            lambda: self.elapsed,
            gap=ClockGap(lambda: self.wall, lambda: self.elapsed, lambda: self.awake, lambda: self.zone),
            reach_system=lambda: self._reach("system", self.system),
            reach_session=lambda: self._reach("session", self.session),
            find_idle_time=lambda: None,
        )
        for name in ("woke", "clock_set", "locked", "unlocked", "network_returned", "tray_changed", "look_due"):
            getattr(self.news, name).connect(lambda name=name: self.told.update([name]))
        self.news.listen()
        qtbot.waitUntil(lambda: tasks.idle)
        self.told.clear()  # whatever was there before somebody listened is looked at once
        if system is not None and "GetSessionByPID" in system.answers:
            qtbot.waitUntil(lambda: system.listens_to(SESSION_PATH, PROPERTIES))

    def _reach(self, name: str, bus: FakeBus | None) -> FakeBus | None:
        self.reached.append(name)
        return bus

    def sleep(self, hours: float) -> None:
        self.wall += timedelta(hours=hours)
        self.elapsed += hours * 3600

    def pass_time(self, seconds: float) -> None:
        self.sleep(seconds / 3600)
        self.awake += seconds

    def hear(self, bus: FakeBus | None, *signal: Any) -> None:
        """The signal, and a last one behind which nothing of it can still be under way."""
        assert bus is not None
        bus.signal(*signal)
        self.settle(bus)

    def settle(self, bus: FakeBus) -> None:
        heard: list[str] = []
        listener = (self.news._system if bus is self.system else self.news._session)._bus
        listener.heard.connect(lambda _path, _interface, member, _values: heard.append(member))
        bus.signal("/", "test.Last", "Last")
        self._qtbot.waitUntil(lambda: "Last" in heard)

    def lock_hint(self, locked: bool) -> None:
        assert self.system is not None
        self.system.property_changed(SESSION_PATH, SESSION, "LockedHint", "b", locked)
        self.settle(self.system)


@pytest.fixture
def computer(qtbot: QtBot, tasks: Tasks) -> Iterator[Computer]:
    system = FakeBus(GetSessionByPID=("o", (SESSION_PATH,)), GetSession=("o", (SESSION_PATH,)))
    made = Computer(qtbot, tasks, system, FakeBus())
    yield made
    made.news.close()


def test_waking_is_told_once_by_logind_and_the_clocks_together(computer: Computer):
    computer.sleep(hours=8)
    computer.hear(computer.system, LOGIND_PATH, LOGIND_CHIEF, "PrepareForSleep", "b", False)
    computer.news.look()
    assert computer.told == {"woke": 1, "look_due": 1}


def test_waking_is_told_by_the_clocks_alone(computer: Computer):
    computer.sleep(hours=8)
    computer.news.look()
    computer.pass_time(60)
    computer.news.look()
    assert computer.told == {"woke": 1, "look_due": 1}


def test_each_sleep_is_told(computer: Computer):
    for _ in range(3):
        computer.sleep(hours=1)
        computer.news.look()
        computer.pass_time(SAME_REASON + 1)
    assert computer.told["woke"] == 3


def test_going_to_sleep_is_no_news(computer: Computer):
    computer.hear(computer.system, LOGIND_PATH, LOGIND_CHIEF, "PrepareForSleep", "b", True)
    assert not computer.told


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(hours=3)])
def test_a_clock_set_either_way_is_told_once(computer: Computer, jump: timedelta):
    computer.wall += jump
    computer.news.look()
    computer.news.look()
    assert computer.told == {"clock_set": 1, "look_due": 1}


def test_another_time_zone_is_heard_at_once(computer: Computer):
    assert computer.system is not None
    computer.zone = ("CET",)
    path = "/org/freedesktop/timedate1"
    computer.system.property_changed(path, "org.freedesktop.timedate1", "Timezone", "s", "Europe/Berlin")
    computer.settle(computer.system)
    assert computer.told == {"clock_set": 1, "look_due": 1}


def test_a_lock_is_told_once_though_three_tell_of_it(computer: Computer):
    computer.hear(computer.system, SESSION_PATH, SESSION, "Lock")
    computer.lock_hint(True)
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", True)
    assert computer.told == {"locked": 1}


def test_an_unlock_is_told_once_the_last_of_them_has_uncovered_the_screen(computer: Computer):
    computer.lock_hint(True)
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", True)
    computer.lock_hint(False)
    assert computer.told["unlocked"] == 0
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", False)
    assert computer.told == {"locked": 1, "unlocked": 1, "look_due": 1}


def test_a_screen_saver_that_dies_while_it_covers_the_screen_is_heard_when_it_locks_again(computer: Computer):
    owner = ("org.freedesktop.DBus", "NameOwnerChanged", "sss", GNOME)
    assert computer.session is not None
    assert computer.session.listens_to("NameOwnerChanged", GNOME)
    computer.hear(computer.session, "/org/freedesktop/DBus", *owner, "", ":1.7")
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", True)
    computer.hear(computer.session, "/org/freedesktop/DBus", *owner, ":1.7", "")
    computer.hear(computer.session, "/org/freedesktop/DBus", *owner, "", ":1.9")
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", True)
    assert computer.told["locked"] == 2


def test_a_screen_saver_that_goes_uncovers_nothing_of_another_one(computer: Computer):
    computer.lock_hint(True)
    computer.hear(computer.session, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", True)
    owner = ("org.freedesktop.DBus", "NameOwnerChanged", "sss", GNOME)
    computer.hear(computer.session, "/org/freedesktop/DBus", *owner, ":1.7", "")
    assert computer.told == {"locked": 1}


def test_locking_again_at_once_is_told_again(computer: Computer):
    for _ in range(2):
        computer.hear(computer.system, SESSION_PATH, SESSION, "Lock")
        computer.hear(computer.system, SESSION_PATH, SESSION, "Unlock")
    assert (computer.told["locked"], computer.told["unlocked"]) == (2, 2)


def test_a_locker_that_never_tells_of_unlocking_is_heard_again_later(computer: Computer):
    computer.hear(computer.system, SESSION_PATH, SESSION, "Lock")
    computer.pass_time(3600)
    computer.hear(computer.system, SESSION_PATH, SESSION, "Lock")
    assert computer.told["locked"] == 2


def test_the_session_of_somebody_else_is_their_affair(computer: Computer):
    other = "/org/freedesktop/login1/session/_37"
    computer.hear(computer.system, other, SESSION, "Lock")
    computer.hear(computer.session, "/ScreenSaver", "com.example.ScreenSaver", "ActiveChanged", "b", True)
    assert not computer.told


@pytest.mark.parametrize("saver", [FREEDESKTOP, GNOME, "org.xfce.ScreenSaver", "org.cinnamon.ScreenSaver"])
def test_every_desktops_screen_saver_is_heard(computer: Computer, saver: str):
    assert computer.session is not None
    assert computer.session.listens_to(saver, "ActiveChanged")
    computer.hear(computer.session, "/any", saver, "ActiveChanged", "b", True)
    assert computer.told["locked"] == 1


def test_only_a_network_that_reaches_out_has_returned(computer: Computer):
    for state in (20, 40, 50, 70):
        computer.hear(computer.system, "/org/freedesktop/NetworkManager", NETWORK, "StateChanged", "u", state)
    assert computer.told == {"network_returned": 1}


def test_a_tray_that_comes_or_goes_is_news(computer: Computer):
    owner = ("org.freedesktop.DBus", "NameOwnerChanged", "sss", WATCHER)
    computer.hear(computer.session, "/org/freedesktop/DBus", *owner, ":1.7", "")
    computer.hear(computer.session, "/StatusNotifierWatcher", WATCHER, "StatusNotifierHostRegistered")
    assert computer.told == {"tray_changed": 2}


def test_a_tray_that_changed_before_anybody_listened_is_looked_at_once(computer: Computer, qtbot: QtBot, tasks: Tasks):
    assert computer.session is not None
    computer.session.break_off()
    computer.session = FakeBus()
    qtbot.waitUntil(lambda: computer.news._session._bus._lost)
    computer.news.look()
    qtbot.waitUntil(lambda: computer.told["tray_changed"] == 1)


@pytest.mark.parametrize(
    ("namespace", "key", "signature", "less", "more"),
    [
        ("org.freedesktop.appearance", "reduced-motion", "u", 1, 0),
        ("org.gnome.desktop.interface", "enable-animations", "b", False, True),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", "s", "0", "0.5"),
    ],
)
def test_every_desktops_wish_for_less_motion_is_heard(
    computer: Computer, qtbot: QtBot, namespace: str, key: str, signature: str, less: object, more: object
):
    allowed: list[bool] = []
    computer.news.motion_changed.connect(allowed.append)
    for value in (less, more):
        computer.session.signal(
            PORTAL_PATH, PORTAL_SETTINGS, "SettingChanged", "ssv", namespace, key, (signature, value)
        )
    qtbot.waitUntil(lambda: len(allowed) == 2)
    assert allowed == [False, True]


@pytest.mark.parametrize("less", [0, 1])
def test_the_desktop_is_asked_for_its_wish_once_it_can_be_heard(qtbot: QtBot, tasks: Tasks, less: int):
    told = {"org.freedesktop.appearance": {"reduced-motion": ("u", less)}}
    bus = FakeBus(ReadAll=("a{sa{sv}}", (told,)))
    news = SystemNews(
        tasks, lambda: datetime.now(UTC), lambda: 0.0, reach_system=lambda: None, reach_session=lambda: bus
    )
    with qtbot.waitSignal(news.motion_changed) as allowed:
        news.listen()
    assert allowed.args == [not less]
    news.close()


def test_a_desktop_without_a_portal_lets_things_move(qtbot: QtBot, tasks: Tasks):
    bus = FakeBus()
    news = SystemNews(
        tasks, lambda: datetime.now(UTC), lambda: 0.0, reach_system=lambda: None, reach_session=lambda: bus
    )
    with qtbot.waitSignal(news.motion_changed) as allowed:
        news.listen()
    assert allowed.args == [True]
    news.close()


def test_things_may_move_where_there_is_no_session_bus(qtbot: QtBot, tasks: Tasks):
    news = SystemNews(
        tasks, lambda: datetime.now(UTC), lambda: 0.0, reach_system=lambda: None, reach_session=lambda: None
    )
    with qtbot.waitSignal(news.motion_changed) as allowed:
        news.listen()
    assert allowed.args == [True]
    news.close()


def test_where_there_is_no_bus_the_clocks_still_tell(qtbot: QtBot, tasks: Tasks):
    computer = Computer(qtbot, tasks, None, None)
    for _ in range(3):
        computer.sleep(hours=1)
        computer.news.look()
        computer.pass_time(SAME_REASON + 1)
    assert computer.told["woke"] == 3
    assert sorted(computer.reached) == ["session", "system"]  # nobody knocks again at what is not there
    computer.news.close()


def test_a_bus_that_was_restarted_is_heard_again_after_the_next_look(computer: Computer, qtbot: QtBot, tasks: Tasks):
    assert computer.system is not None
    gone, computer.system = computer.system, FakeBus(GetSessionByPID=("o", (SESSION_PATH,)))
    gone.break_off()
    qtbot.waitUntil(lambda: gone.closed)
    computer.news.look()
    qtbot.waitUntil(lambda: computer.system is not None and computer.system.listens_to(SESSION_PATH, PROPERTIES))
    computer.hear(computer.system, LOGIND_PATH, LOGIND_CHIEF, "PrepareForSleep", "b", False)
    assert computer.told["woke"] == 1


def test_the_session_is_found_by_its_number_its_process_or_its_user(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
):
    by_user = FakeBus(Get=("v", (("(so)", ("2", SESSION_PATH)),)))
    monkeypatch.setenv("XDG_SESSION_ID", "c2")
    by_number = FakeBus(GetSession=("o", (SESSION_PATH,)))
    for bus, asked in ((by_number, ["GetSession"]), (by_user, ["GetSession", "GetSessionByPID", "Get"])):
        computer = Computer(qtbot, tasks, bus, None)
        qtbot.waitUntil(lambda bus=bus: bus.listens_to(SESSION_PATH, LOGIND))
        computer.hear(bus, SESSION_PATH, SESSION, "Lock")
        assert [method for method, _ in bus.called if method != "AddMatch"] == asked
        assert computer.told == {"locked": 1}
        computer.news.close()


def test_where_the_desktop_alone_tells_of_idleness_the_time_runs_from_its_hint(
    computer: Computer, qtbot: QtBot, tasks: Tasks
):
    assert computer.system is not None
    idle: list[int] = []
    computer.news.idle_for.connect(idle.append)
    computer.news.tell_idle_after(15)
    computer.system.property_changed(SESSION_PATH, SESSION, "IdleHint", "b", True)
    computer.settle(computer.system)
    timer = computer.news._idle._timer
    qtbot.waitUntil(timer.isActive)
    assert 899_000 < timer.interval() < 902_000
    computer.pass_time(15 * 60)
    timer.timeout.emit()
    qtbot.waitUntil(lambda: idle == [15])


def test_what_is_closed_hears_nothing_and_holds_no_connection(computer: Computer):
    assert computer.system is not None
    assert computer.session is not None
    computer.news.close()
    assert computer.system.closed
    assert computer.session.closed
