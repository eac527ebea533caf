"""What every vault promises, asked of each: memory, the encrypted file, and a real Secret Service."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.fakes_vault import DictKeyring
from adapters.secret_service import secret_service
from hourpass.adapters.keyring_store import KeyringVault
from hourpass.adapters.memory_vault import MemoryVault
from hourpass.adapters.sealed_file import SealedFile
from hourpass.services.ports import Vault, VaultKind

CHEAP = 2**10
LONG = "".join(chr(0x21 + number % 90) for number in range(6000))


@pytest.fixture(scope="module")
def bus_environment() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="hp-", dir="/tmp") as folder, secret_service(Path(folder)) as service:
        yield service.environment


@pytest.fixture(params=["memory", "sealed-file", "keyring", "keyring-of-short-items"])
def vault(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    match request.param:
        case "memory":
            return MemoryVault()
        case "sealed-file":
            return SealedFile(str(tmp_path / "secrets.sealed"), "a passphrase", cost=CHEAP)
        case "keyring":
            limit = None
        case _:
            limit = 1280  # what Windows takes
    for name, value in request.getfixturevalue("bus_environment").items():
        monkeypatch.setenv(name, value)
    return KeyringVault(f"hourpass-{request.node.name}", longest_item=limit)


def test_what_was_put_comes_back(vault: Vault) -> None:
    vault.put("keys/maya", "wJalrXUtnFEMI/K7MDENG")
    assert vault.get("keys/maya") == "wJalrXUtnFEMI/K7MDENG"


def test_an_absent_secret_is_none(vault: Vault) -> None:
    assert vault.get("never put") is None


def test_a_later_secret_replaces_the_earlier(vault: Vault) -> None:
    for secret in ("one", LONG, LONG[::-1], "four"):
        vault.put("name", secret)
        assert vault.get("name") == secret


def test_secrets_keep_to_their_names(vault: Vault) -> None:
    vault.put("one", "1")
    vault.put("two", "2")
    vault.delete("one")
    assert (vault.get("one"), vault.get("two")) == (None, "2")


@pytest.mark.parametrize("secret", ["", "x", LONG, "秘密 ключ\n\ttab \U0001f511" * 50, "hourpass-parts:1:a:1:0"])
def test_any_text_survives(vault: Vault, secret: str) -> None:
    vault.put("name", secret)
    assert vault.get("name") == secret


def test_deleting_is_fine_twice_and_leaves_nothing(vault: Vault) -> None:
    vault.put("name", LONG)
    vault.delete("name")
    vault.delete("name")
    assert vault.get("name") is None


def test_its_repr_shows_no_secret(vault: Vault) -> None:
    vault.put("name", "wJalrXUtnFEMI")
    assert "wJalrXUtnFEMI" not in repr(vault)
    assert "passphrase" not in repr(vault)


def test_threads_do_not_lose_each_others_secrets(vault: Vault) -> None:
    threads = [threading.Thread(target=vault.put, args=(f"name {number}", str(number))) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [vault.get(f"name {number}") for number in range(5)] == ["0", "1", "2", "3", "4"]


def test_it_says_where_it_keeps_them(vault: Vault) -> None:
    assert vault.kind in VaultKind


def test_the_fake_keyring_refuses_what_windows_would_refuse() -> None:
    with pytest.raises(OSError, match="bad data"):
        DictKeyring().set_password("service", "name", "x" * 1281)
