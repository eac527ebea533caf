"""Taking over profiles that were found in the AWS config files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.buttons import BESIDE_BOX, CheckBox, set_kind
from hourpass.gui.controls import Card, paragraph, plain_button, primary_button, separator, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.import_row import ImportRowView
from hourpass.gui.list_room import ListRoom, between_rows
from hourpass.gui.own_size import OwnSize
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording.joining import listed, sentences
from hourpass.gui.words import SelectableWords
from hourpass.services.cancel import Cancel
from hourpass.services.importing import Imported, Proposal
from hourpass.services.ports import FoundProfile
from hourpass.viewmodels.import_list import ImportList

SIZE = (600, 620)

Propose = Callable[[Cancel], tuple[Proposal, ...]]
Take = Callable[[FoundProfile, bool, Profile, Cancel], Imported]
"""Takes a found profile over as the given one; with True, its keys leave the file."""


@dataclass(frozen=True, slots=True)
class _Taken:
    index: int
    imported: Imported


@dataclass(frozen=True, slots=True)
class _NotTaken:
    index: int
    problem: Problem


class ImportDialog(Dialog):
    """Shows an ImportList. What was taken stays taken, whatever happens to the rest."""

    imported = Signal(int)
    """So many profiles were taken over, also if the dialog was closed meanwhile."""

    def __init__(
        self, theme: Theme, tasks: Tasks, proposals: Propose, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__("importDialog", "", parent)
        title = self.tr("Import profiles")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._tasks, self._propose, self._take = tasks, proposals, take
        self._list = ImportList()
        self._views: list[ImportRowView] = []
        self._running: Cancel | None = None
        self._importing = False
        self._unreadable = False
        self._ending: int | None = None  # how the dialog ends once the profile in the middle is finished

        self.content.addWidget(title_label(title, self))
        self._intro = paragraph("", self)
        self.content.addWidget(self._intro)
        self._build_list()
        self._build_moving()
        self._problem = ProblemPanel(theme, self)
        self.content.addWidget(self._problem)
        self._build_end()
        self.resize(*SIZE)
        # What each profile became takes the room of the box below, which goes once all are done.
        scroll = self._scroll
        self._room = ListRoom(
            self, OwnSize(self), scroll, lambda: not self._importing, lambda more: between_rows(scroll, more)
        )
        self._look()

    def done(self, result: int) -> None:
        """Closing asks what runs to stop. The profile in the middle is finished first, which nobody has to watch."""
        if self._running is not None:
            self._running.request()
        if self._importing:
            self._ending = result
            self.hide()
            return
        self._running = None
        super().done(result)

    def _build_list(self) -> None:
        self._card = Card(self)
        self._card.body.setContentsMargins(1, 4, 1, 4)
        self._scroll = BareScroll(self._card)
        self._scroll.setObjectName("importList")
        self._scroll.setAccessibleName(self.tr("Profiles found"))
        self._card.body.addWidget(self._scroll)
        self.content.addWidget(self._card, 1)

    def _build_moving(self) -> None:
        self._move = CheckBox(self.tr("&Move the keys out of the credentials file into the keyring"), self)
        self._move.setObjectName("moveKeysCheck")
        self._move.setAccessibleName(self.tr("Move the keys out of the credentials file into the keyring"))
        self._move.toggled.connect(self._choose_moving)
        self._move_means = paragraph(
            self.tr(
                "The keys are copied into the keyring either way. Moving them also removes them from the file: other tools that read them there stop working until they get credentials another way. A backup of the file is kept, without the moved secrets."
            ),
            self,
        )
        self._move_means.setContentsMargins(BESIDE_BOX, 0, 0, 0)
        self._move.setAccessibleDescription(self._move_means.text())
        self.content.addWidget(self._move)
        self.content.addWidget(self._move_means)

    def _build_end(self) -> None:
        self._summary = SelectableWords(parent=self)
        self._summary.setObjectName("importSummary")
        self._summary.hide()
        self.content.addWidget(self._summary)
        self._close = plain_button("", self)
        self._close.setObjectName("closeImportButton")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._import = primary_button("", self)
        self._import.setObjectName("importSelectedButton")
        self._import.setDefault(True)
        self._import.clicked.connect(self._import_chosen)
        self.add_buttons(self._close, self._import)

    # reading the files

    def _look(self) -> None:
        self._running = self._tasks.start(lambda cancel, _report: self._propose(cancel), self._came)
        self._show()

    def _came(self, outcome: Outcome[tuple[Proposal, ...]]) -> None:
        if self._running is None:
            return  # closed meanwhile
        self._running = None
        if isinstance(outcome, Done):
            self._list = ImportList(outcome.value)
            self._build_rows()
            first = next((view for view in self._views if view.check.isEnabled()), None)
            (first.check if first else self._close).setFocus()
        elif isinstance(outcome, Failed):
            self._unreadable = True
            self._problem.show_problem(outcome.problem)
        self._show()

    def _build_rows(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        for index, row in enumerate(self._list.rows):
            if index:
                column.addWidget(separator(inner))
            view = ImportRowView(row, inner)
            view.chosen.connect(lambda chosen, at=index: self._choose(at, chosen))
            view.device_typed.connect(lambda serial, at=index: self._type_device(at, serial))
            column.addWidget(view)
            self._views.append(view)
        column.addStretch(1)
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)  # a scroll area switches it on, and would hide the card's own ground

    # what the person does

    def _choose(self, index: int, chosen: bool) -> None:
        self._list.choose(index, chosen)
        self._show()

    def _type_device(self, index: int, serial: str) -> None:
        self._list.type_device(index, serial)
        self._show()

    def _choose_moving(self, moving: bool) -> None:
        self._list.move_keys = moving

    def _import_chosen(self) -> None:
        chosen = [(i, self._list.rows[i].proposal.found, self._list.rows[i].profile) for i in self._list.chosen]
        if not chosen or self._running is not None:
            return
        move, take = self._list.move_keys, self._take
        taken: list[int] = []  # counted where it happens: one who has closed the dialog gets no reports

        def work(cancel: Cancel, report: Report) -> None:
            for index, found, profile in chosen:
                cancel.check()
                try:
                    imported = take(found, move, profile, cancel)
                except HourpassError as error:
                    report(_NotTaken(index, error.problem))
                else:
                    taken.append(index)
                    report(_Taken(index, imported))

        self._importing = True
        self._running = self._tasks.start(work, lambda _outcome: self._ended(len(taken)), self._settled)
        self._show()

    def _settled(self, part: _Taken | _NotTaken) -> None:
        if isinstance(part, _Taken):
            self._list.taken(part.index, part.imported)
        else:
            self._list.failed(part.index, part.problem)
        self._show()

    def _ended(self, taken: int) -> None:
        self._running, self._importing = None, False
        if taken or self._ending is None:
            self.imported.emit(taken)
        if self._ending is not None:
            super().done(self._ending)
            return
        self._show()
        self._summary.setText(self._what_became())
        self._summary.show()
        self._room.look_again()

    # showing the list

    def _show(self) -> None:
        working = self._running is not None
        count = len(self._list.chosen)
        over = bool(self._list.taken_count) and not count
        for view, row in zip(self._views, self._list.rows, strict=True):
            view.show_row(row, over=over)
            view.allow(not working, row)
        self._card.setVisible(bool(self._views))
        for part in (self._move, self._move_means):
            part.setVisible(self._list.keys_can_be_moved and not over)
            part.setEnabled(not working)
        self._intro.setText(self._introduction(over=over))
        self._import.setVisible(bool(self._views) and not over)
        self._import.setEnabled(bool(count) and not working)
        self._import.setText(self._import_words(count, working))
        alone = not working and (over or not self._views)
        set_kind(self._close, "primary" if alone else "")
        (self._close if alone else self._import).setDefault(True)  # which takes it from the other
        self._close.setText(self.tr("C&lose") if self._list.taken_count or not self._views else self.tr("Cancel"))

    def _introduction(self, *, over: bool) -> str:
        if self._unreadable:
            return ""
        if self._running is not None and not self._importing:
            return self.tr("Reading the AWS config files…")
        if over:
            return self.tr("Found in the AWS config files.")
        if not self._list.rows:
            return self.tr(
                "The AWS config files contain no profile with an access key or a role. Others do not need Hourpass: AWS's tools use them as they are."
            )
        if self._list.keys_can_be_moved:
            return self.tr(
                "Found in the AWS config files. Tick those to use here too; the files do not change unless you move the keys below."
            )
        return self.tr("Found in the AWS config files, which stay as they are. Tick those to use here too.")

    def _import_words(self, count: int, working: bool) -> str:
        if working and self._views:
            return self.tr("Importing…")
        if count == 1:
            return self.tr("&Import 1 profile")
        return self.tr("&Import {0} profiles").format(count) if count else self.tr("&Import")

    def _what_became(self) -> str:
        taken, failed = self._list.taken_count, self._list.failed_count
        if failed and not taken:
            return self.tr("Nothing was imported. The reasons are next to the profiles.")
        if failed:
            words = [self.tr("{0} imported, {1} not; the reasons are next to them.").format(taken, failed)]
        else:
            words = [self.tr("{0} imported.").format(taken)]
        if backups := self._list.backups:
            said = self.tr("The original credentials file, without the moved secrets: {0}")
            words.append(said.format(listed(backups)))
        elif not self._list.move_keys:
            words.append(self.tr("The AWS config files were not changed."))
        return sentences(*words)
