"""The windows that show one thing, each made as it is when it shows the most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hourpass.domain.aws_change import Change
from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.settings import Settings
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.about_dialog import AboutDialog
from hourpass.gui.authenticator import Authenticator
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.elsewhere.change_dialog import ChangeDialog
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.remove_profile_dialog import RemoveProfileDialog
from hourpass.gui.settings.settings_dialog import SettingsDialog
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.unfinished_dialog import UnfinishedDialog
from hourpass.gui.vault_dialogs import PassphraseDialog, VaultDialog
from hourpass.gui.wizard import leaving
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import SecretsPlace
from services.fakes_services import START

PROBLEM = Problem(Reason.DENIED, raw=RawAnswer("ListMFADevices", 403, "AccessDenied", "not authorized", "R-1"))
HELD = Profile("id-1", "reports", "AKIAIOSFODNN7EXAMPLE", Method.ROLE, "arn:aws:iam::111122223333:role/s3-reader")


def vault_dialog(
    theme: Theme, tasks: Tasks, reason: Reason = Reason.VAULT_LOCKED, *, file_exists: bool = False
) -> VaultDialog:
    """What is wrong with the keyring, and the ways on, none of which leads anywhere."""
    return VaultDialog(
        theme,
        tasks,
        Problem(reason),
        unlock=_nothing,
        retry=_nothing,
        use_sealed_file=lambda _text, _cancel: None,
        file_exists=file_exists,
    )


def _prompt(theme: Theme) -> QWidget:
    made = CodePrompt(theme)
    made.ask("reports", "", (), "phone", "111122223333", 5)
    return made


def _authenticator(theme: Theme) -> QWidget:
    first, second = (PracticeDevice(f"arn:aws:iam::1111:mfa/{name}", "JBSWY3DPEHPK3PXP") for name in ("a", "b"))
    made = Authenticator(theme, first, lambda: START)
    made.set_devices((first, second), second)
    return made


def _unfinished(stage: Stage) -> QWidget:
    draft = Draft("0a1b2c3d", "111122223333", "maya", "maya-phone")
    return UnfinishedDialog(Record(draft, START, stage))


def _change(theme: Theme, section: str) -> QWidget:
    made = ChangeDialog(theme, "Change", "This is what changes.", "&Write", section)
    made.show_change(Change("/config", None, b"[profile reports]\n"))
    return made


def _question() -> QWidget:
    over = QWidget()
    leaving.ask(over, undo=lambda: None, keep=lambda: None)
    return over


SMALL: dict[str, Callable[[Theme, Tasks], QWidget]] = {
    "passphrase": lambda theme, tasks: PassphraseDialog(theme, tasks, lambda _text, _cancel: None),
    "error": lambda theme, _tasks: ErrorBox(theme, PROBLEM),
    "prompt": lambda theme, _tasks: _prompt(theme),
    "authenticator": lambda theme, _tasks: _authenticator(theme),
    "unfinished setup": lambda _theme, _tasks: _unfinished(Stage.CREATING),
    "unfinished removal": lambda _theme, _tasks: _unfinished(Stage.UNDOING),
    "about": lambda theme, _tasks: AboutDialog(theme),
    "change to add": lambda theme, _tasks: _change(theme, "reports"),
    "change to take away": lambda theme, _tasks: _change(theme, ""),
    "remove profile": lambda _theme, _tasks: RemoveProfileDialog(HELD, last=True),
    "question": lambda _theme, _tasks: _question(),
    "vault": vault_dialog,
    "vault's file": lambda theme, tasks: vault_dialog(theme, tasks, file_exists=True),
    "settings": lambda theme, _tasks: SettingsDialog(theme, Settings(), SecretsPlace(VaultKind.KEYRING), "/settings"),
}


def _nothing(_cancel: object) -> None:
    """There is nothing to try here."""
