"""After sleep everything is seen anew, and nothing is told late in a heap: logind, the clocks, the window and the app's
looks together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_bus import SESSION_PATH, FakeBus
from gui.fakes_office import Office
from hourpass.gui.logind import LOGIND_CHIEF, LOGIND_PATH, SESSION
from hourpass.gui.system_news import SystemNews
from hourpass.gui.theme import Theme
from hourpass.services.clock_gap import ClockGap
from hourpass.services.watch import NoticeKind


class Laptop:
    """An office on a computer that can be closed."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self._qtbot = qtbot
        self.office = Office(qtbot, theme)
        self.bus = FakeBus(GetSessionByPID=("o", (SESSION_PATH,)), GetSession=("o", (SESSION_PATH,)))
        self.awake = 0.0
        clock = self.office.clock
        self._start = clock.now()
        self.news = SystemNews(
            self.office.tasks,
            clock.now,
            self._elapsed,
            gap=ClockGap(clock.now, self._elapsed, lambda: self.awake, lambda: ("UTC",)),
            reach_system=lambda: self.bus,
            reach_session=lambda: None,
            find_idle_time=lambda: None,
        )
        self.reasons: list[str] = []
        self.news.woke.connect(lambda: self.reasons.append("woke"))
        self.office.vigil.looked.connect(lambda _look: self.news.look())
        self.news.look_due.connect(self.office.vigil.look)
        self.news.network_returned.connect(self.office.vigil.network_returned)
        self.news.listen()
        qtbot.waitUntil(lambda: self.bus.listens_to(SESSION_PATH))

    def _elapsed(self) -> float:
        return (self.office.clock.now() - self._start).total_seconds()

    def sleep(self, **span: float) -> None:
        self.office.clock.advance(**span)

    def work(self, **span: float) -> None:
        self.office.clock.advance(**span)
        self.awake += timedelta(**span).total_seconds()
        self.office.vigil.look()

    def wake(self) -> None:
        """What a desktop says in the seconds after: awake, unlocked, online; each leads to a look or to none."""
        looks = len(self.office.looks)
        self.bus.signal(LOGIND_PATH, LOGIND_CHIEF, "PrepareForSleep", "b", False)
        self.bus.signal(SESSION_PATH, SESSION, "Unlock")
        nm = "org.freedesktop.NetworkManager"
        self.bus.signal("/org/freedesktop/NetworkManager", nm, "StateChanged", "u", 70)
        self._qtbot.waitUntil(lambda: len(self.office.looks) >= looks + 3)

    def told(self) -> list[tuple[NoticeKind, int]]:
        notices = [notice for look in self.office.looks for notice in look.notices]
        return [(notice.kind, round(notice.left / timedelta(minutes=1))) for notice in notices]


@pytest.fixture
def laptop(qtbot: QtBot, theme: Theme) -> Iterator[Laptop]:
    made = Laptop(qtbot, theme)
    made.office.sign_in()
    yield made
    made.news.close()
    made.office.close()


def test_a_night_asleep_ends_with_one_word_and_not_with_every_warning_that_was_missed(laptop: Laptop):
    laptop.work(minutes=10)
    laptop.sleep(hours=9)
    laptop.wake()
    laptop.work(minutes=1)
    assert laptop.told() == [(NoticeKind.EXPIRED, 0)]
    assert laptop.reasons == ["woke"]


def test_after_a_short_sleep_only_the_warning_that_still_holds_is_told(laptop: Laptop):
    laptop.work(minutes=10)
    laptop.sleep(minutes=46)
    laptop.wake()
    laptop.work(minutes=2)
    assert laptop.told() == [(NoticeKind.ENDING, 4)]


def test_the_time_left_is_right_at_the_first_look_after_waking(laptop: Laptop):
    laptop.sleep(minutes=30)
    laptop.wake()
    assert laptop.office.looks[-1].rows[0].left == timedelta(minutes=30)


def test_a_clock_set_back_tells_nothing_twice(laptop: Laptop):
    laptop.work(minutes=46)
    told = laptop.told()
    laptop.office.clock.advance(minutes=-20)
    laptop.office.vigil.look()
    laptop.work(minutes=20)
    assert laptop.told() == told == [(NoticeKind.ENDING, 14)]
