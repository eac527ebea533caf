"""No text is cut off, in any language, nor in one whose texts are two fifths longer than the English ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from hourpass.adapters.resources import resource_path
from hourpass.bootstrap import join
from hourpass.domain.profile import Method, Profile
from hourpass.domain.settings import Settings
from hourpass.gui.about_dialog import AboutDialog
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.first_start import FirstStart
from hourpass.gui.labels import ElidedLabel
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.settings.settings_dialog import SettingsDialog
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import SecretsPlace

NARROW = (720, 480)
LONGER = str.maketrans({vowel: vowel * 2 for vowel in "aeiou"})
HELD = Profile("id-1", "reports", "AKIAIOSFODNN7EXAMPLE", Method.ROLE, "arn:aws:iam::111122223333:role/s3-reader")


class Stretched(QTranslator):
    """English with longer vowels; placeholders stay."""

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:  # noqa: ARG002 (Qt's own signature)
        return "".join(
            part if part.startswith("{") or "%" in part else part.translate(LONGER) for part in _parts(source)
        )

    def isEmpty(self) -> bool:
        return False


def _parts(text: str) -> Iterator[str]:
    while text:
        before, brace, rest = text.partition("{")
        yield before
        name, closed, text = rest.partition("}")
        yield brace + name + closed


@pytest.fixture(params=["en", "ja", "ko", "stretched"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translator = Stretched() if request.param == "stretched" else QTranslator()
    if request.param != "stretched":
        assert translator.load(f"hourpass_{request.param}", str(resource_path("translations")))
    QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def cut_off(root: QWidget) -> list[str]:
    """The words that have less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            if widget.wordWrap():
                fits = widget.height() + 1 >= widget.heightForWidth(widget.width())
            else:
                fits = widget.width() + 1 >= widget.minimumSizeHint().width()
        elif isinstance(widget, QAbstractButton) and widget.text():
            fits = (
                widget.width() + 1
                >= (widget.minimumSizeHint() if isinstance(widget, QToolButton) else widget.sizeHint()).width()
            )
        else:
            continue
        if not fits:
            found.append(
                f"{type(widget).__name__} {widget.objectName()}: {widget.text()!r} has {widget.width()} of {widget.sizeHint().width()}"
            )
    return found


def settled(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(5):
        QApplication.processEvents()
    return widget


def test_the_test_sees_what_is_cut_off(qtbot: QtBot):
    window = QWidget()
    label = QLabel("Words that need some room", window)
    settled(qtbot, window)
    label.setFixedWidth(20)
    assert len(cut_off(window)) == 1


@pytest.mark.parametrize("tab", range(4))
def test_on_the_main_page(qtbot: QtBot, theme: Theme, language: str, tab: int):
    office = Office(qtbot, theme)
    services = join(office.book)
    others = elsewhere(theme, office.tasks, services, office.window)
    for _ in (*ProfileTabs(theme, office.tasks, services, others, office.page).build(), *others.furnish()):
        pass
    assert office.page.tabs is not None
    office.page.tabs.setCurrentIndex(tab)
    office.window.offer_new_profiles(True)
    office.window.resize(*NARROW)
    settled(qtbot, office.window)
    assert cut_off(office.window) == []
    office.sign_in()
    settled(qtbot, office.window)
    assert cut_off(office.window) == []
    office.close()


def test_on_the_first_page(qtbot: QtBot, theme: Theme, language: str):
    office = Office(qtbot, theme)
    first = FirstStart(theme)
    first.show_found(2)
    office.window.show_page(first)
    office.window.resize(*NARROW)
    settled(qtbot, office.window)
    assert cut_off(office.window) == []
    office.close()


@pytest.mark.parametrize("which", ["profile", "settings", "about"])
def test_in_the_dialogs(qtbot: QtBot, theme: Theme, tasks: Tasks, language: str, which: str):
    dialog: QDialog
    if which == "profile":
        dialog = ProfileDialog(
            theme, tasks, profile=HELD, other_names=frozenset(), key_ids=(), look_up_devices=lambda *_: ()
        )
        dialog.findChild(QLineEdit, "roleArnInput").setText("")
    elif which == "settings":
        dialog = SettingsDialog(
            theme, Settings(), SecretsPlace(VaultKind.KEYRING, "GNOME Keyring"), "/home/maya/x.json"
        )
    else:
        dialog = AboutDialog(theme)
    assert cut_off(settled(qtbot, dialog)) == []


def test_in_the_prompt(qtbot: QtBot, theme: Theme, language: str):
    office = Office(qtbot, theme)
    office.sign_in()
    office.prompting.ask(office.book.profiles[0], wanted=True)
    assert isinstance(office.prompt, CodePrompt)
    for _ in range(5):
        QApplication.processEvents()
    assert cut_off(office.prompt) == []
    office.close()
