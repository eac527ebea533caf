"""Adding a profile by hand, and editing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.profile import USUAL_DURATIONS, Method, Profile, UsualDurations
from hourpass.domain.profile_flaws import Field
from hourpass.gui.controls import Combo, link_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.device_look_up import DeviceLookUp, LookUpDevices
from hourpass.gui.dialog import Dialog
from hourpass.gui.discarding import ask_to_discard
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.profile_form_rows import EditableCombo, FieldRow, Fold, field_grid, share_label_width, stacked
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import flaws, methods
from hourpass.viewmodels.profile_form import MORE, ProfileForm

WIDTH = 660
_POLICY_HEIGHT = 92


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
        look_up_devices: LookUpDevices,
        parent: QWidget | None = None,
    ) -> None:
        self._form = ProfileForm(profile, other_names, key_ids, usual=usual)
        super().__init__("profileDialog", "", parent, scrolls=True)
        title = self.tr("Edit {0}").format(profile.name) if profile else self.tr("Add a profile")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._theme, self._tasks, self._ask = theme, tasks, look_up_devices
        self._ended = False
        self._rows: dict[Field, FieldRow] = {}

        self.content.addWidget(title_label(title, self))
        intro = (
            self.tr("What to get with the source's credentials, and the MFA device whose codes AWS asks for.")
            if self._form.source_profile
            else self.tr("Your access key, what to get with it, and the MFA device whose codes AWS asks for.")
        )
        self.content.addWidget(paragraph(intro, self))
        self._inputs = QWidget(self)
        fields = self._build_fields()
        self._more = Fold(self.tr("&More"), "moreButton", self)
        self._build_more()
        share_label_width(fields, self._more.grid)
        self.content.addLayout(stacked(self._inputs, self._more))
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

        self._show_choices()
        self._show_state()
        if self._form.uses_more:
            self._more.unfold()
        self._more.unfolded.connect(lambda _shown: QTimer.singleShot(0, self, self.fit))
        self.resize(WIDTH, 0)
        self.fit()
        self._name.setFocus()

    def failed(self, problem: Problem) -> None:
        """Saving failed: say why, keep everything typed."""
        self.busy(False)
        self._problem.show_problem(problem)
        QTimer.singleShot(0, self, self._reveal_problem)

    def busy(self, working: bool) -> None:
        """While the keyring and the settings are written, nothing can be changed."""
        for part in (self._inputs, self._more, self._save):
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
        self._ended = True
        self._look_up.end()
        self._secret.clear()
        self._form.forget_secret()
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

    def _build_fields(self) -> QGridLayout:
        grid, parent = field_grid(self._inputs), self._inputs
        self._name = self._line(parent, "profileNameInput", self.tr("Name"), Field.NAME)
        self._name.setPlaceholderText(self.tr("such as reports-reader"))
        self._add(grid, self.tr("&Name"), Field.NAME, self._name)

        source = self._said(parent, "sourceProfileValue", self._form.source_profile)
        self._source = FieldRow(grid, self.tr("Source profile"), source)
        self._source.set_hint(self.tr("Of the AWS config files: its credentials assume the role."))
        self._key = self._combo(
            parent, "accessKeyIdInput", self.tr("Access key ID"), Field.ACCESS_KEY_ID, self._form.stored_key_ids
        )
        self._key.text_field().setPlaceholderText("AKIA…")
        self._add(grid, self.tr("Access &key ID"), Field.ACCESS_KEY_ID, self._key)
        self._rows[Field.ACCESS_KEY_ID].set_hint(self.tr("The IAM user's own long-term key; it begins with AKIA."))

        self._secret = self._line(parent, "secretAccessKeyInput", self.tr("Secret access key"), Field.SECRET_ACCESS_KEY)
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._reveal = plain_button(self.tr("Sho&w"), parent)
        self._reveal.setObjectName("revealSecretButton")
        self._reveal.setAccessibleName(self.tr("Show the secret access key"))
        self._reveal.setCheckable(True)
        self._reveal.setAutoDefault(False)
        self._reveal.toggled.connect(self._show_secret)
        self._add(grid, self.tr("S&ecret access key"), Field.SECRET_ACCESS_KEY, self._secret, self._reveal)
        by_key = not self._form.source_profile
        self._source.set_visible(not by_key)
        for field in (Field.ACCESS_KEY_ID, Field.SECRET_ACCESS_KEY):
            self._rows[field].set_visible(by_key)

        self._method = Combo(self._theme, parent)
        _name(self._method, "methodInput", self.tr("What the credentials are for"))
        for method in Method:
            self._method.addItem(methods.purpose(method), method)
        self._method.setCurrentIndex(list(Method).index(self._form.method))
        self._method.activated.connect(self._choose_method)
        self._advice = FieldRow(grid, self.tr("Credentials f&or"), self._method)
        self._advice.reserve(2)
        self._method.setEnabled(by_key)  # the other ways take a user's own key
        through = self._said(parent, "throughValue", "\n".join(hop.role_arn for hop in self._form.through))
        self._through = FieldRow(grid, self.tr("Through"), through)
        self._through.set_hint(self.tr("AWS gives a role that another role assumes for an hour at most."))

        self._role = self._line(parent, "roleArnInput", self.tr("ARN of the role"), Field.ROLE_ARN)
        self._role.setPlaceholderText("arn:aws:iam::111122223333:role/s3-reader")
        self._add(grid, self.tr("&Role ARN"), Field.ROLE_ARN, self._role)

        self._device = self._combo(parent, "deviceInput", self.tr("MFA device"), Field.DEVICE_SERIAL)
        self._device.text_field().setPlaceholderText("arn:aws:iam::111122223333:mfa/phone")
        look_up = plain_button("", parent)
        look_up.setObjectName("lookUpDevicesButton")
        look_up.setAccessibleName(self.tr("Look up your MFA devices at AWS"))
        look_up.setAutoDefault(False)
        self._add(grid, self.tr("M&FA device"), Field.DEVICE_SERIAL, self._device, look_up)
        row = self._rows[Field.DEVICE_SERIAL]
        self._look_up = DeviceLookUp(self._form, self._tasks, self._ask, self._device, look_up, row, self)
        self._look_up.found.connect(self._show_regions)
        self._look_up.found.connect(self._show_state)

        self._duration = self._durations(parent, "durationInput", self.tr("How long the credentials last"))
        self._duration.activated.connect(self._choose_duration)
        self._add(grid, self.tr("Dura&tion"), Field.DURATION, self._duration)

        self._region = self._combo(parent, "regionInput", self.tr("Region"), Field.REGION)
        self._add(grid, self.tr("Re&gion"), Field.REGION, self._region)
        return grid

    def _build_more(self) -> None:
        grid, parent = self._more.grid, self._more.inner()
        session_name = self._line(parent, "sessionNameInput", self.tr("Session name"), Field.SESSION_NAME)
        self._add(grid, self.tr("Session name"), Field.SESSION_NAME, session_name)
        self._rows[Field.SESSION_NAME].set_hint(self.tr("Under this name CloudTrail shows what the role did."))
        external_id = self._line(parent, "externalIdInput", self.tr("External ID"), Field.EXTERNAL_ID)
        self._add(grid, self.tr("External ID"), Field.EXTERNAL_ID, external_id)
        self._rows[Field.EXTERNAL_ID].set_hint(self.tr("Only where the role's trust policy asks for one."))
        self._session_duration = self._durations(
            parent, "sessionDurationInput", self.tr("How long the MFA session lasts")
        )
        self._session_duration.activated.connect(self._choose_session_duration)
        self._add(grid, self.tr("MFA session lasts"), Field.SESSION_DURATION, self._session_duration)
        self._rows[Field.SESSION_DURATION].set_hint(self.tr("Until then the role is renewed without another code."))
        self._policy = QPlainTextEdit(self._form.text(Field.SESSION_POLICY), parent)
        _name(self._policy, "sessionPolicyInput", self.tr("Session policy"))
        self._policy.setTabChangesFocus(True)
        self._policy.setFixedHeight(_POLICY_HEIGHT)
        self._policy.textChanged.connect(lambda: self._type(Field.SESSION_POLICY, self._policy.toPlainText()))
        self._add(grid, self.tr("Session policy"), Field.SESSION_POLICY, self._policy)
        self._rows[Field.SESSION_POLICY].set_hint(self.tr("A policy in JSON that narrows what the role may do."))

    def _said(self, parent: QWidget, name: str, text: str) -> QLabel:
        """What the AWS config files say, to be read and copied."""
        label = QLabel(text, parent)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setWordWrap(True)
        return label

    def _line(self, parent: QWidget, name: str, accessible: str, field: Field) -> QLineEdit:
        line = QLineEdit(self._form.text(field), parent)
        _name(line, name, accessible)
        line.textChanged.connect(lambda text: self._type(field, text))
        return line

    def _combo(
        self, parent: QWidget, name: str, accessible: str, field: Field, choices: Sequence[str] = ()
    ) -> EditableCombo:
        combo = EditableCombo(self._theme, parent)
        _name(combo, name, accessible)
        combo.text_field().setAccessibleName(accessible)
        combo.addItems(list(choices))
        combo.setEditText(self._form.text(field))
        combo.editTextChanged.connect(lambda text: self._type(field, text))
        return combo

    def _durations(self, parent: QWidget, name: str, accessible: str) -> Combo:
        combo = Combo(self._theme, parent)
        _name(combo, name, accessible)
        return combo

    def _add(self, grid: QGridLayout, title: str, field: Field, widget: QWidget, *beside: QWidget) -> None:
        row = FieldRow(grid, title, widget, beside)
        row.left.connect(lambda: self._leave(field))
        self._rows[field] = row

    # what the person does

    def _type(self, field: Field, text: str) -> None:
        self._form.type(field, text)
        if field in {Field.ROLE_ARN, Field.DEVICE_SERIAL}:
            self._show_regions()
        self._show_state()

    def _leave(self, field: Field) -> None:
        # Fields lose the focus while the dialog is being destroyed, too.
        if not self._ended:
            self._form.leave(field)
            self._show_flaws()

    def _choose_method(self) -> None:
        self._form.choose_method(self._method.currentData())
        self._show_choices()
        self._show_state()

    def _choose_duration(self) -> None:
        self._form.duration = self._duration.currentData()
        self._show_state()

    def _choose_session_duration(self) -> None:
        self._form.session_duration = self._session_duration.currentData()
        self._show_state()

    def _show_secret(self, shown: bool) -> None:
        self._secret.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._reveal.setText(self.tr("&Hide") if shown else self.tr("Sho&w"))

    def _try_save(self) -> None:
        self._problem.clear()
        if self._form.try_save():
            self.busy(True)
            self.saved.emit(self._form.profile(), self._form.keys())
            return
        self._show_flaws()
        first = next(iter(self._form.flaws))
        if first in MORE:
            self._more.unfold()
        self._rows[first].focus()
        if self.scroll_area is not None:
            self.scroll_area.ensureWidgetVisible(self._rows[first].field(), 0, 60)

    # showing the form

    def _show_choices(self) -> None:
        _fill(self._duration, self._form.durations, self._form.duration)
        _fill(self._session_duration, self._form.session_durations, self._form.session_duration)
        self._advice.set_hint(methods.advice(self._form.method))
        self._rows[Field.ROLE_ARN].set_visible(self._form.needs_role)
        self._through.set_visible(bool(self._form.through))
        self._rows[Field.SESSION_DURATION].set_visible(self._form.needs_session_duration)
        for field in (Field.SESSION_NAME, Field.EXTERNAL_ID, Field.SESSION_POLICY):
            self._rows[field].set_visible(self._form.needs_role)
        self._more.setVisible(self._form.needs_role)
        self._show_regions()

    def _show_regions(self) -> None:
        regions = list(self._form.regions)
        if regions != [self._region.itemText(i) for i in range(self._region.count())]:
            blocked = self._region.blockSignals(True)
            self._region.clear()
            self._region.addItems(regions)
            self._region.setEditText(self._form.text(Field.REGION))
            self._region.blockSignals(blocked)
        self._region.text_field().setPlaceholderText(self.tr("{0} if left empty").format(self._form.default_region))

    def _show_state(self) -> None:
        form = self._form
        self._look_up.show_state()
        if form.key_is_stored:
            self._rows[Field.SECRET_ACCESS_KEY].set_hint(
                self.tr("In the keyring already. Leave this empty to keep it.")
            )
        else:
            self._rows[Field.SECRET_ACCESS_KEY].set_hint(self.tr("Goes into the keyring and nowhere else."))
        self._show_flaws()

    def _show_flaws(self) -> None:
        found = self._form.flaws
        for field, row in self._rows.items():
            row.show_flaw(flaws.field_flaw(field, found[field]) if field in found else "")

    def _reveal_problem(self) -> None:
        if self.scroll_area is not None:
            self.scroll_area.ensureWidgetVisible(self._problem)


def _name(widget: QWidget, name: str, accessible: str) -> None:
    widget.setObjectName(name)
    widget.setAccessibleName(accessible)


def _fill(combo: Combo, durations: Sequence[timedelta], chosen: timedelta) -> None:
    combo.clear()
    for length in durations:
        combo.addItem(methods.duration(length), length)
    combo.setCurrentIndex(durations.index(chosen) if chosen in durations else -1)
