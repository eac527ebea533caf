"""Adding a profile by hand, and editing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.profile import USUAL_DURATIONS, Profile, UsualDurations
from hourpass.gui.controls import link_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.device_look_up import LookUpDevices
from hourpass.gui.dialog import Dialog
from hourpass.gui.discarding import ask_to_discard
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.profile_fields import ProfileFields
from hourpass.gui.profile_form_rows import set_out
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.viewmodels.profile_form import ProfileForm

WIDTH = 660


class ProfileDialog(Dialog):
    """Shows a ProfileForm. Nothing typed is lost by a failure: the dialog stays until its owner closes it."""

    saved = Signal(object, object)
    """The profile, and the keys to put into the keyring (None where those there serve)."""
    import_asked = Signal()
    """The AWS config files are to be looked through instead. The dialog has closed itself."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        *,
        profile: Profile | None,
        other_names: frozenset[str],
        key_ids: Sequence[str],
        usual: UsualDurations = USUAL_DURATIONS,
        lost_key_id: str = "",
        look_up_devices: LookUpDevices,
        parent: QWidget | None = None,
    ) -> None:
        self._form = ProfileForm(profile, other_names, key_ids, usual=usual, lost_key_id=lost_key_id)
        super().__init__("profileDialog", "", parent, scrolls=True)
        title = self.tr("Edit {0}").format(profile.name) if profile else self.tr("Add a profile")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.content.addWidget(title_label(title, self))
        intro = (
            self.tr("What to get with the source's credentials, and the MFA device whose codes AWS asks for.")
            if self._form.source_profile
            else self.tr("Your access key, what to get with it, and the MFA device whose codes AWS asks for.")
        )
        self.content.addWidget(paragraph(intro, self))
        self.fields = ProfileFields(theme, tasks, self._form, look_up_devices, self)
        self.content.addLayout(set_out(self.fields))
        self.content.addStretch(1)
        self._problem = ProblemPanel(theme, self)
        self.content.addWidget(self._problem)

        left = (self._import_link(),) if profile is None else ()
        cancel = plain_button(self.tr("Cancel"), self)
        cancel.setObjectName("cancelProfileButton")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._save = primary_button(self.tr("&Save"), self)
        self._save.setObjectName("saveProfileButton")
        self._save.setAccessibleName(self.tr("Save the profile"))
        self._save.setDefault(True)
        self._save.clicked.connect(self._try_save)
        self.add_buttons(cancel, self._save, left=left)

        self.fields.unfolded.connect(lambda: QTimer.singleShot(0, self, self._show_unfolded))
        self.resize(WIDTH, 0)
        self.fit()
        self.fields.take_focus()

    def _show_unfolded(self) -> None:
        self.fit()
        if self.scroll_area is not None and self.isVisible():
            self.scroll_area.ensureWidgetVisible(self.fields.folded)

    def failed(self, problem: Problem) -> None:
        """Saving failed: say why, keep everything typed."""
        self.busy(False)
        self._problem.show_problem(problem)
        QTimer.singleShot(0, self, self._reveal_problem)

    def busy(self, working: bool) -> None:
        """While the keyring and the settings are written, nothing can be changed."""
        for part in (self.fields, self._save):
            part.setEnabled(not working)
        self._save.setText(self.tr("Saving…") if working else self.tr("&Save"))

    def reject(self) -> None:
        """Give the form up; what was typed into it only once that was confirmed."""
        self._give_up(self._close_for_good)

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            super().closeEvent(event)
        else:  # the app ends, and no question is to hold it up
            self._close_for_good()

    def done(self, result: int) -> None:
        """However the dialog ends, the secret leaves it and a look-up ends."""
        self.fields.end()
        super().done(result)

    def _give_up(self, then: Callable[[], object]) -> None:
        saving = not self._save.isEnabled()
        if self._form.changed and not saving:
            ask_to_discard(self, then)
        else:
            then()

    def _close_for_good(self) -> None:
        super().reject()

    def _turn_to_import(self) -> None:
        self._close_for_good()
        self.import_asked.emit()

    def _import_link(self) -> QPushButton:
        link = link_button(self.tr("&Import from AWS config files…"), self)
        link.setObjectName("importInsteadButton")
        link.clicked.connect(lambda: self._give_up(self._turn_to_import))
        return link

    def _try_save(self) -> None:
        self._problem.clear()
        if self._form.try_save():
            self.busy(True)
            self.saved.emit(self._form.profile(), self._form.keys())
            return
        flawed = self.fields.lead_to_flaw()
        if self.scroll_area is not None:
            self.scroll_area.ensureWidgetVisible(flawed, 0, 60)

    def _reveal_problem(self) -> None:
        if self.scroll_area is not None:
            self.scroll_area.ensureWidgetVisible(self._problem)
