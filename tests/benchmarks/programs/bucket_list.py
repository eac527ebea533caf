"""100,000 buckets in the app's own tab: typing into the filter, sorting, and scrolling while pages still arrive.
Prints the milliseconds of each as one line of JSON. A key or a click counts until its result is painted."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Iterator
from statistics import median

import strict  # noqa: F401 (for what it does)
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication

from hourpass.domain.profile import Method, Profile
from hourpass.gui.bucket_tab import BucketTab
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow

PAGES, PAGE = 100, 1000
WORDS = ("data", "prod-logs", "media-7", "x9")
PARTS = ("acme", "data", "prod", "logs", "media", "backup", "eu", "raw")
REGIONS = ("eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-2")

app = QApplication(["list", "-style", "fusion"])
theme = Theme(app)
theme.apply()
tasks = Tasks()


def lines() -> list[str]:
    """The pages as the worker writes them."""
    dice = random.Random(7)
    names = sorted({"-".join(dice.choices(PARTS, k=3)) + f"-{number:06d}" for number in range(PAGES * PAGE)})
    rows = [
        (name, dice.choice(REGIONS), f"20{dice.randint(10, 26)}-0{dice.randint(1, 9)}-11T09:00:00Z") for name in names
    ]
    return [json.dumps(rows[start : start + PAGE]) for start in range(0, len(rows), PAGE)]


LINES = lines()
PROFILE = Profile(
    id="p", name="p", access_key_id="AKIA", method=Method.ROLE, role_arn="arn:aws:iam::111122223333:role/r"
)


def pages(_profile: Profile, cancel: Cancel) -> Iterator[list[BucketRow]]:
    """Decoded on a thread, at the pace of a fast server."""
    for line in LINES:
        cancel.check()
        time.sleep(0.01)
        yield [(name, region, created) for name, region, created in json.loads(line)]


def settled() -> None:
    for _ in range(3):
        app.processEvents()


def worst_frame_while_arriving(tab: BucketTab) -> float:
    """The longest time between two beats of the event loop while the table is scrolled and filled."""
    table = tab.findChild(BucketTable)
    bar = table.verticalScrollBar()
    beat, clock, worst = QTimer(interval=1), QElapsedTimer(), 0.0

    def look() -> None:
        nonlocal worst
        worst = max(worst, clock.nsecsElapsed() / 1e6)
        if bar.maximum():
            bar.setValue((bar.value() + 97) % bar.maximum())
        if not tab.listing.running and not tab.arriving:
            app.quit()
        clock.restart()

    beat.timeout.connect(look)
    tab.show_profile(PROFILE, True)
    settled()
    clock.start()
    beat.start()
    app.exec()
    beat.stop()
    assert tab._model.rows.total == PAGES * PAGE
    return worst


def keystroke(tab: BucketTab) -> float:
    taken = []
    for word in WORDS:
        for end in [*range(1, len(word) + 1), *range(len(word) - 1, -1, -1)]:
            began = time.perf_counter()
            tab._bar.filter.setText(word[:end])
            settled()
            taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def sort(tab: BucketTab) -> float:
    table = tab.findChild(BucketTable)
    taken = []
    for column in (1, 2, 0, 1, 2, 0):
        for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
            began = time.perf_counter()
            table.sortByColumn(column, order)
            settled()
            taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


tab = BucketTab(theme, tasks, pages)
tab.resize(900, 700)
tab.show()
settled()
gc.freeze()  # as the app does once it is built
told = {"frame": worst_frame_while_arriving(tab), "key": keystroke(tab), "sort": sort(tab)}
print(json.dumps({name: round(value, 2) for name, value in told.items()}), flush=True)
tasks.close()
