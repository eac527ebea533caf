from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hourpass.domain.settings import Settings
from hourpass.gui.secret_clipboard import SecretClipboard


@pytest.fixture
def clipboard(qtbot: QtBot) -> SecretClipboard:
    return SecretClipboard(lambda: timedelta(milliseconds=1))


def _there() -> str:
    return QGuiApplication.clipboard().text()


def test_a_secret_stays_long_enough_to_be_pasted():
    assert Settings().clipboard_seconds == 30


def test_a_secret_leaves_the_clipboard_by_itself(qtbot: QtBot, clipboard: SecretClipboard):
    clipboard.copy("hush")
    assert _there() == "hush"
    qtbot.waitUntil(lambda: not _there())


def test_how_long_is_looked_up_at_each_copy(qtbot: QtBot):
    stays = [timedelta(minutes=5), timedelta(milliseconds=1)]
    clipboard = SecretClipboard(lambda: stays.pop(0))
    assert clipboard.copy("hush") == timedelta(minutes=5)
    qtbot.wait(20)
    assert _there() == "hush"
    assert clipboard.copy("hush") == timedelta(milliseconds=1)
    qtbot.waitUntil(lambda: not _there())


def test_it_tells_when_the_secret_has_left(qtbot: QtBot, clipboard: SecretClipboard):
    with qtbot.waitSignal(clipboard.taken_away):
        clipboard.copy("hush")


def test_what_was_copied_since_is_left_alone(clipboard: SecretClipboard):
    clipboard.copy("hush")
    QGuiApplication.clipboard().setText("a poem")
    clipboard.take_away()
    assert _there() == "a poem"


def test_a_secret_is_marked_for_clipboard_histories(clipboard: SecretClipboard):
    clipboard.copy("hush")
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    clipboard.take_away()


def test_nothing_of_the_secret_is_kept_here(clipboard: SecretClipboard):
    clipboard.copy("hush")
    assert "hush" not in str(vars(clipboard))
    clipboard.take_away()
    assert clipboard._token == b""
