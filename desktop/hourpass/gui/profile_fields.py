"""The fields of a profile: who asks, what for, with which device; and folded away what few need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from hourpass.domain.profile import Method
from hourpass.domain.profile_flaws import Field
from hourpass.gui.controls import Combo, plain_button
from hourpass.gui.device_look_up import DeviceLookUp, LookUpDevices
from hourpass.gui.profile_form_rows import OUT, FieldRow, Fold, field_grid, share_label_width, stacked
from hourpass.gui.profile_rows import ProfileRows
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import examples, methods
from hourpass.viewmodels.profile_form import MORE, ProfileForm

_POLICY_HEIGHT = 92


class ProfileFields(QWidget):
    """Shows a ProfileForm, and which of its fields count for the way that is chosen."""

    unfolded = Signal()

    def __init__(
        self, theme: Theme, tasks: Tasks, form: ProfileForm, look_up_devices: LookUpDevices, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._tasks, self._form, self._ask = theme, tasks, form, look_up_devices
        self.rows = ProfileRows(theme, form, self)
        inputs = QWidget(self)
        fields = field_grid(inputs)
        self._add_who(fields)
        self._add_what(fields)
        self._more = Fold(self.tr("&More options"), "moreButton", self)
        self._add_more(self._more.grid)
        share_label_width(fields, self._more.grid)
        column = stacked(inputs, self._more)
        column.setContentsMargins(OUT, 0, 0, 0)  # set_out has it reach over what is above it
        self.setLayout(column)
        self.rows.typed.connect(self._typed)
        self._show_choices()
        self._show_state()
        _share_width(self._reveal, self._look_up_button)  # the fields before them end below each other
        if form.uses_more:
            self._more.unfold()
        self._more.unfolded.connect(self.unfolded)

    def take_focus(self) -> None:
        """Begin with the name, or with what is known to be wrong."""
        first = next(iter(self._form.flaws), Field.NAME)
        self.rows[first].focus()

    def lead_to_flaw(self) -> QWidget:
        """Say what is wrong, and bring the person to the first field that is; that field."""
        self.rows.show_flaws()
        first = next(iter(self._form.flaws))
        if first in MORE:
            self._more.unfold()
        self.rows[first].focus()
        return self.rows[first].field()

    def end(self) -> None:
        """The secret leaves its field, and a look-up ends."""
        self.rows.end()
        self._look_up.end()
        self._secret.clear()
        self._form.forget_secret()

    @property
    def folded(self) -> QWidget:
        """What few need."""
        return self._more

    # putting together

    def _add_who(self, grid: QGridLayout) -> None:
        form, rows = self._form, self.rows
        self._name = rows.line(grid, self.tr("&Name"), Field.NAME, "profileNameInput", self.tr("Name"))
        self._name.setPlaceholderText(examples.such_as("reports-reader"))
        source = FieldRow(grid, self.tr("Source profile"), _said(grid, "sourceProfileValue", form.source_profile))
        source.set_hint(self.tr("From the AWS config files: its credentials assume the role."))
        key = rows.combo(
            grid,
            self.tr("Access &key ID"),
            Field.ACCESS_KEY_ID,
            "accessKeyIdInput",
            self.tr("Access key ID"),
            choices=form.stored_key_ids,
        )
        key.text_field().setPlaceholderText("AKIA…")
        rows[Field.ACCESS_KEY_ID].set_hint(self.tr("The IAM user's own long-term key; it begins with AKIA."))
        self._reveal = _button(grid, "revealSecretButton", self.tr("Show the secret access key"))
        self._reveal.setText(self.tr("Sho&w"))
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._show_secret)
        self._secret = rows.line(
            grid,
            self.tr("S&ecret access key"),
            Field.SECRET_ACCESS_KEY,
            "secretAccessKeyInput",
            self.tr("Secret access key"),
            self._reveal,
        )
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        by_key = not form.source_profile
        source.set_visible(not by_key)
        for field in (Field.ACCESS_KEY_ID, Field.SECRET_ACCESS_KEY):
            rows[field].set_visible(by_key)

    def _add_what(self, grid: QGridLayout) -> None:
        form, rows = self._form, self.rows
        self._method = Combo(self._theme, grid.parentWidget())
        self._method.setObjectName("methodInput")
        self._method.setAccessibleName(self.tr("What the credentials are for"))
        for method in Method:
            self._method.addItem(methods.purpose(method), method)
        self._method.setCurrentIndex(list(Method).index(form.method))
        self._method.activated.connect(self._choose_method)
        self._advice = FieldRow(grid, self.tr("Credentials f&or"), self._method)
        self._advice.reserve(2)
        self._method.setEnabled(not form.source_profile)  # the other ways take a user's own key
        through = _said(grid, "throughValue", "\n".join(hop.role_arn for hop in form.through))
        self._through = FieldRow(grid, self.tr("Through"), through)
        self._through.set_hint(self.tr("A role that another role assumes lasts an hour at most."))
        role = rows.line(grid, self.tr("&Role ARN"), Field.ROLE_ARN, "roleArnInput", self.tr("ARN of the role"))
        role.setPlaceholderText(examples.such_as(examples.ROLE))
        self._look_up_button = look_up = _button(
            grid, "lookUpDevicesButton", self.tr("Look up your MFA devices in AWS")
        )
        device = rows.combo(
            grid, self.tr("M&FA device"), Field.DEVICE_SERIAL, "deviceInput", self.tr("MFA device"), look_up
        )
        device.text_field().setPlaceholderText(examples.such_as(examples.DEVICE))
        row = rows[Field.DEVICE_SERIAL]
        self._look_up = DeviceLookUp(form, self._tasks, self._ask, device, look_up, row, self)
        self._look_up.found.connect(self._show_regions)
        self._look_up.found.connect(self._show_state)
        self._duration = rows.choice(
            grid, self.tr("Dura&tion"), Field.DURATION, "durationInput", self.tr("How long the credentials last")
        )
        self._duration.activated.connect(self._choose_duration)
        self._region = rows.combo(grid, self.tr("Re&gion"), Field.REGION, "regionInput", self.tr("Region"))

    def _add_more(self, grid: QGridLayout) -> None:
        rows = self.rows
        title = self.tr("Session name")
        rows.line(grid, title, Field.SESSION_NAME, "sessionNameInput", title)
        rows[Field.SESSION_NAME].set_hint(self.tr("CloudTrail shows what the role did under this name."))
        title = self.tr("External ID")
        rows.line(grid, title, Field.EXTERNAL_ID, "externalIdInput", title)
        rows[Field.EXTERNAL_ID].set_hint(self.tr("Only if the role's trust policy requires one."))
        self._session_duration = rows.choice(
            grid,
            self.tr("MFA session lasts"),
            Field.SESSION_DURATION,
            "sessionDurationInput",
            self.tr("How long the MFA session lasts"),
        )
        self._session_duration.activated.connect(self._choose_session_duration)
        rows[Field.SESSION_DURATION].set_hint(self.tr("Until then, the role renews without another code."))
        title = self.tr("Session policy")
        policy = rows.lines(grid, title, Field.SESSION_POLICY, "sessionPolicyInput", title)
        policy.setFixedHeight(_POLICY_HEIGHT)
        rows[Field.SESSION_POLICY].set_hint(self.tr("A JSON policy that limits what the role may do."))

    # what the person does

    def _typed(self, field: Field) -> None:
        if field in {Field.ROLE_ARN, Field.DEVICE_SERIAL}:
            self._show_regions()
        self._show_state()

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

    # showing the form

    def _show_choices(self) -> None:
        form, rows = self._form, self.rows
        _fill(self._duration, form.durations, form.duration)
        _fill(self._session_duration, form.session_durations, form.session_duration)
        self._advice.set_hint(methods.advice(form.method))
        rows[Field.ROLE_ARN].set_visible(form.needs_role)
        self._through.set_visible(bool(form.through))
        rows[Field.SESSION_DURATION].set_visible(form.needs_session_duration)
        for field in (Field.SESSION_NAME, Field.EXTERNAL_ID, Field.SESSION_POLICY):
            rows[field].set_visible(form.needs_role)
        self._more.setVisible(form.needs_role)
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
        self._look_up.show_state()
        self.rows[Field.SECRET_ACCESS_KEY].set_hint(
            self.tr("Already in the keyring. Leave this empty to keep it.")
            if self._form.key_is_stored
            else self.tr("Goes into the keyring and nowhere else.")
        )
        self.rows.show_flaws()


def _button(grid: QGridLayout, name: str, accessible: str) -> QPushButton:
    button = plain_button("", grid.parentWidget())
    button.setObjectName(name)
    button.setAccessibleName(accessible)
    button.setAutoDefault(False)
    return button


def _share_width(*buttons: QPushButton) -> None:
    widest = max(button.sizeHint().width() for button in buttons)
    for button in buttons:
        button.setMinimumWidth(widest)


def _said(grid: QGridLayout, name: str, text: str) -> QLabel:
    """What the AWS config files say, to be read and copied."""
    label = QLabel(text, grid.parentWidget())
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    return label


def _fill(combo: Combo, durations: Sequence[timedelta], chosen: timedelta) -> None:
    combo.clear()
    for length in durations:
        combo.addItem(methods.duration(length), length)
    combo.setCurrentIndex(durations.index(chosen) if chosen in durations else -1)
