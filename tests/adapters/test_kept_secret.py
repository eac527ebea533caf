"""One secret out of a real Secret Service, and where there is none to be had."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from adapters.secret_service import secret_service
from hourpass.adapters.kept_secret import read
from hourpass.adapters.keyring_store import KeyringVault


def test_what_keyring_keeps_is_found_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    with (
        tempfile.TemporaryDirectory(prefix="hp-", dir="/tmp") as folder,
        secret_service(Path(folder)) as service,
    ):
        for name, value in service.environment.items():
            monkeypatch.setenv(name, value)
        KeyringVault("hourpass").put("session/work", "a secret")
        assert read("hourpass", "session/work") == "a secret"
        assert read("hourpass", "session/play") is None
        service.lock()
        assert read("hourpass", "session/work") is None


@pytest.mark.parametrize("address", [None, "", "tcp:host=localhost,port=1", "unix:path=/nowhere", "nonsense"])
def test_without_a_bus_there_is_none(monkeypatch: pytest.MonkeyPatch, address: str | None):
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert read("hourpass", "session/work") is None
