"""What Windows and the installer know the running app by: the same on both sides."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

from hourpass.adapters import autostart_registry, windows_identity

INSTALLER = Path(__file__).resolve().parents[2] / "installer/windows/hourpass.nsi"


def defined(name: str) -> str:
    found = re.search(rf'^!define {name} "([^"]+)"', INSTALLER.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, name
    return found[1].replace("${NAME}", "Hourpass")


def test_the_app_takes_the_id_of_its_link_and_holds_the_mutex_that_the_installer_looks_for():
    asked = []
    introduced = SimpleNamespace(
        shell32=SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=lambda *words: asked.append(words)),
        kernel32=SimpleNamespace(CreateMutexW=lambda *words: asked.append(words)),
    )
    windows_identity.introduce(introduced)
    assert asked == [(defined("APP_ID"),), (None, False, defined("RUNNING"))]


def test_installer_and_settings_switch_the_same_start_at_login():
    assert (defined("NAME"), defined("RUN"), defined("APPROVED")) == (
        autostart_registry.VALUE,
        autostart_registry.RUN,
        autostart_registry.APPROVED,
    )
