"""A folder of 1,000,000 objects in the app's own view: scrolled while all of it arrives, sorted, filtered and left.
Prints the longest stalls of the event loop in milliseconds, and the memory in MB, as one line of JSON."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import object_pages
import strict  # noqa: F401 (for what it does)
from own_memory import own_memory
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from hourpass.adapters import wire
from hourpass.domain.profile import Method, Profile
from hourpass.gui.folder_view import FolderView
from hourpass.gui.object_table import ObjectTable
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.ports import ObjectPage
from hourpass.viewmodels.listing import Stage

WORKER = Path(object_pages.__file__)
PROFILE = Profile(
    id="p", name="p", access_key_id="AKIA", method=Method.ROLE, role_arn="arn:aws:iam::111122223333:role/r"
)

app = QApplication(["list", "-style", "fusion"])
theme = Theme(app)
theme.apply()
tasks = Tasks()


def pages(
    _profile: Profile, _region: str, _bucket: str, _prefix: str, start: str, cancel: Cancel
) -> Iterator[ObjectPage]:
    """Decoded on a thread, as fast as another process writes them."""
    with subprocess.Popen([sys.executable, str(WORKER), start or "0"], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            cancel.check()
            yield wire.unpack_object_page(json.loads(line))


def worst(until: Callable[[], bool], each_beat: Callable[[], None] = lambda: None) -> float:
    """The longest time between two beats of the event loop."""
    beat, clock, longest = QTimer(interval=1), QElapsedTimer(), 0.0

    def look() -> None:
        nonlocal longest
        longest = max(longest, clock.nsecsElapsed() / 1e6)
        each_beat()
        if until():
            app.quit()
        clock.restart()

    beat.timeout.connect(look)
    clock.start()
    beat.start()
    app.exec()
    beat.stop()
    return longest


view = FolderView(theme, tasks, pages)
view.resize(900, 700)
view.show()
table = view.findChild(ObjectTable)
bar = table.verticalScrollBar()
for _ in range(3):
    app.processEvents()
gc.freeze()  # as the app does once it is built
before = own_memory()["private"]


def at(stage: Stage) -> Callable[[], bool]:
    return lambda: view.walk.here.listing.stage is stage


def scroll() -> None:
    if bar.maximum():
        bar.setValue((bar.value() + 997) % max(bar.maximum() - 2000, 1))  # short of its end, where more would come


def worst_of_a_sort(column: int, order: Qt.SortOrder) -> float:
    QTimer.singleShot(0, lambda: table.sortByColumn(column, order))
    wanted = (column, order is Qt.SortOrder.DescendingOrder)
    return worst(lambda: not view.arriving and view._model.rows.order == wanted)


def worst_of_a_filter(text: str) -> float:
    QTimer.singleShot(0, lambda: view._bar.filter.setText(text))
    return worst(lambda: not view.arriving and view._model.rows.filter == text)


view.open(PROFILE, "acme-lake", "eu-west-1")
arriving = worst(at(Stage.PAUSED), scroll)
QTimer.singleShot(0, view.findChild(QPushButton, "objectNoticeAll").click)
arriving = max(arriving, worst(at(Stage.LOADED), scroll))
assert view.walk.here.rows.total == object_pages.PAGES * object_pages.PAGE
memory = own_memory()["private"] - before
orders = (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)
sort = max(worst_of_a_sort(column, order) for column in (1, 2, 3, 0) for order in orders)
filtering = max(map(worst_of_a_filter, ("7", "77", "77f", "77", "json", "")))
QTimer.singleShot(0, lambda: view._go_to(-1))
leaving = worst(lambda: view.walk is None and tasks.idle)
told = {
    "arriving": arriving,
    "sort": sort,
    "filter": filtering,
    "leaving": leaving,
    "memory": memory,
    "left": own_memory()["private"] - before,
}
print(json.dumps({name: round(value, 2) for name, value in told.items()}), flush=True)
tasks.close()
