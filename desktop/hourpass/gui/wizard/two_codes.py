"""Two code fields, one below the other, for codes that follow each other; the pair goes out at its last digit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.announcing import announce
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import StatusLine, Tone, link_button, muted_label
from hourpass.gui.error_box import show_problem
from hourpass.gui.icons import pixmap
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.wait_ring import Seconds, WaitRing
from hourpass.gui.wording import flaws, problems
from hourpass.gui.wording.joining import sentences
from hourpass.gui.wording.pair_flaws import pair_flaw_text
from hourpass.viewmodels.pair_entry import Half, PairEntry, PairJudge

_TICK = 16


class TwoCodes(QWidget):
    """Shows a PairEntry. Whoever sends the pair answers with :meth:`refuse` or :meth:`finish`; until then it is busy."""

    pair_ready = Signal(str, str)
    """The older code and the newer one, to be sent now."""

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        first_name: str = "firstCodeInput",
        second_name: str = "secondCodeInput",
    ) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self._entry = PairEntry()
        self._asking = False
        self._first_label = muted_label(self.tr("First code"), self)
        self._second_label = muted_label(parent=self)
        self.first = CodeField(theme, first_name, self.tr("First code"), self)
        self.second = CodeField(theme, second_name, self.tr("Second code"), self)
        self._tick = QLabel(self)
        self._tick.setFixedSize(_TICK, _TICK)
        self._ring = WaitRing(theme, self)
        self._status = StatusLine(theme, f"{first_name}Status", self, centered=False)
        # Room for three lines from the start: nothing below moves, and nothing above.
        self._status.reserve(3)
        self._again = link_button(self.tr("&Try again"), self)
        self._again.setObjectName("sendPairAgainButton")
        self._arrange()
        self.first.changed.connect(self._type_first)
        self.second.changed.connect(self._type_second)
        self.second.returnPressed.connect(self._send)
        self._again.clicked.connect(self._send)
        self._status.acted.connect(self._show_details)
        self._seconds = Seconds(now, self)
        self._seconds.passed.connect(self._look)
        theme.changed.connect(self._show_tick)
        self._show()

    @property
    def entry(self) -> PairEntry:
        """What stands in the fields."""
        return self._entry

    def status(self) -> str:
        """What is said below the fields."""
        return self._status.text()

    def begin(self, judge: PairJudge | None = None, seed: str = "") -> None:
        """Ask for two codes, checked by *judge* where somebody holds the *seed*."""
        self._entry = PairEntry(judge, seed)
        self._asking = True
        self._show()

    def refuse(self, problem: Problem) -> None:
        """The pair was not taken: other codes are asked for, or the same ones are offered again."""
        self._entry.refused(problem, self._now())
        self._show()
        self.take_focus()

    def finish(self) -> None:
        """The pair was taken, or nothing is to be asked any more: keep nothing."""
        self._entry.registered()
        self._asking = False
        self._show()

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed, or pressed."""
        if self._entry.pair is not None:
            self._again.setFocus()
        else:
            (self.second if self._entry.first.good else self.first).setFocus()

    def _arrange(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(22)
        above.addWidget(self.first)
        above.addWidget(self._tick)
        above.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.second)
        below.addWidget(self._ring)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._first_label)
        column.addSpacing(7)
        column.addLayout(above)
        column.addSpacing(16)
        column.addWidget(self._second_label)
        column.addSpacing(7)
        column.addLayout(below)
        column.addSpacing(12)
        column.addWidget(self._status)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        keeping = self._again.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self._again.setSizePolicy(keeping)

    def _type_first(self, text: str) -> None:
        self._entry.type_first(text, self._now())
        self._show()
        if self._entry.first.good and self.first.hasFocus():
            self.second.setFocus()

    def _type_second(self, text: str) -> None:
        self._entry.type_second(text, self._now())
        self._show()
        if not self._entry.first.good and self.second.hasFocus():
            self.first.setFocus()
        self._send()

    def _send(self) -> None:
        self._entry.look(self._now())
        pair = self._entry.pair
        if pair is None:
            self._show()
            return
        self._entry.sending()
        self._show()
        self.pair_ready.emit(*pair)

    def _look(self) -> None:
        typing = self.second.hasFocus()
        self._entry.look(self._now())
        self._show()
        if typing and self._entry.missed:
            self.first.setFocus()

    def _show(self) -> None:
        entry = self._entry
        for field, half in ((self.first, entry.first), (self.second, entry.second)):
            _fill(field, half)
            field.set_busy(entry.busy)
        if entry.problem is not None and entry.problem.reason is Reason.CODES_REFUSED and not entry.first.digits:
            self.first.set_bad(True, problems.line(entry.problem))
        self.first.setEnabled(self._asking)
        self.second.setEnabled(entry.first.good)
        self._show_tick()
        self._show_wait()
        self._say()
        self._again.setVisible(entry.problem is not None and entry.pair is not None)

    def _show_tick(self) -> None:
        if not self._entry.first.good:
            self._tick.clear()
            self._tick.setAccessibleName("")
            return
        self._tick.setPixmap(pixmap("check", self._theme.colors.ok, _TICK, self.devicePixelRatioF()))
        self._tick.setAccessibleName(self.tr("The first code is correct."))

    def _show_wait(self) -> None:
        now = self._now()
        seconds = None if self._entry.busy else self._entry.seconds_to_second(now)
        if seconds is None:
            text = self.tr("Second code")
        elif seconds == 0:
            text = self.tr("Second code — your phone shows it now")
        else:
            text = self.tr("Second code — appears in {0} s").format(seconds)
        if seconds == 0 and text != self._second_label.text():
            announce(self.second, text)
        self._second_label.setText(text)
        self._ring.set_wait(self._entry.share_to_second(now) if seconds else None, text if seconds else "")

    def _say(self) -> None:
        entry = self._entry
        if entry.busy:
            self._status.set_message(Tone.INFO, self.tr("Asking AWS…"))
        elif entry.too_old:
            self._status.set_message(Tone.WARN, self.tr("These two codes are too old now. Type two new ones."))
        elif entry.missed:
            self._status.set_message(Tone.WARN, self.tr("The code after the first one has expired. Type two new ones."))
        elif entry.problem is not None:
            self._status.set_message(Tone.BAD, self._refusal(entry.problem), self.tr("Details"))
        elif text := _flaw(entry.second) or _flaw(entry.first):
            self._status.set_message(Tone.BAD, text)
        elif entry.moved_up:
            self._status.set_message(
                Tone.WARN,
                self.tr("That code did not follow the first one, so it counts as the first now. Type the next one."),
            )
        else:
            self._status.clear()

    def _refusal(self, problem: Problem) -> str:
        said = problems.line(problem)
        if problem.reason is Reason.CODES_REFUSED and self._entry.doubtful:
            hint = self.tr(
                "Check that the phone sets its time automatically, and that this is the entry for this device."
            )
            return sentences(said, hint)
        return said

    def _show_details(self) -> None:
        if (problem := self._entry.problem) is not None:
            show_problem(self.window(), self._theme, problem)


def _fill(field: CodeField, half: Half) -> None:
    if half.digits != field.digits():
        # Changed by a verdict, not by the person: nothing was typed.
        blocked = field.blockSignals(True)
        field.set_text(half.digits)
        field.blockSignals(blocked)
    field.set_bad(half.bad, _flaw(half))
    line = field.focusProxy()
    if half.bad and half.flaw is None and half.digits and isinstance(line, QLineEdit) and not line.hasSelectedText():
        line.selectAll()  # what is typed next takes its place


def _flaw(half: Half) -> str:
    if half.flaw is not None:
        return flaws.code_flaw(half.flaw)
    return pair_flaw_text(half.verdict) if half.verdict is not None else ""
