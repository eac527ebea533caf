"""The keyring in every state that a desktop brings: on a private bus with a real gnome-keyring-daemon."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from adapters import fakes_vault
from adapters.fakes_vault import DictKeyring, StubbornKeyring
from adapters.secret_service import SecretService, secret_service
from hourpass.adapters import keyring_backends
from hourpass.adapters.keyring_store import KeyringVault
from hourpass.adapters.quiet_secret_service import QuietSecretService
from hourpass.domain.problem import HourpassError, Problem, Reason

LONG = "0123456789" * 600


class Start(Protocol):
    def __call__(self, keyring: str) -> SecretService: ...


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a Secret Service in the wished-for state and points this process at it."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="hp-", dir="/tmp"))

        def run(keyring: str) -> SecretService:
            service = stack.enter_context(secret_service(Path(folder), keyring=keyring))
            for name, value in service.environment.items():
                monkeypatch.setenv(name, value)
            return service

        yield run


def _refusal(vault: KeyringVault, ask: str = "check") -> Problem:
    calls = {
        "check": vault.check,
        "unlock": vault.unlock,
        "get": lambda: vault.get("name"),
        "put": lambda: vault.put("name", "secret"),
        "delete": lambda: vault.delete("name"),
    }
    with pytest.raises(HourpassError) as caught:
        calls[ask]()
    return caught.value.problem


def test_an_unlocked_keyring_passes_the_check_and_keeps_secrets(start: Start) -> None:
    start("unlocked")
    vault = KeyringVault("hourpass")
    vault.check()
    vault.unlock()
    vault.put("name", "secret")
    assert KeyringVault("hourpass").get("name") == "secret"
    assert KeyringVault("hourpass-sandbox").get("name") is None


@pytest.mark.parametrize("state", ["unlocked", "locked"])
def test_the_keyring_in_use_is_told_by_name_whether_it_is_open_or_not(start: Start, state: str) -> None:
    start(state)
    assert KeyringVault("hourpass").backend() == "Secret Service"


@pytest.mark.parametrize("ask", ["check", "get", "put", "delete", "unlock"])
def test_a_locked_keyring_says_so_to_every_call(start: Start, ask: str) -> None:
    start("locked")
    problem = _refusal(KeyringVault("hourpass"), ask)
    assert (problem.reason, problem.facts["backend"]) == (Reason.VAULT_LOCKED, "Secret Service")


@pytest.mark.parametrize("ask", ["check", "get", "put", "delete", "unlock"])
def test_a_service_without_a_keyring_in_it_makes_none_unasked(start: Start, ask: str) -> None:
    start("empty")
    assert _refusal(KeyringVault("hourpass"), ask).reason is Reason.VAULT_LOCKED


def test_a_keyring_locked_in_the_middle_loses_nothing(start: Start) -> None:
    service = start("unlocked")
    vault = KeyringVault("hourpass")
    vault.put("name", "secret")
    service.lock()
    assert _refusal(vault, "get").reason is Reason.VAULT_LOCKED
    service.stop()
    service.start()
    assert vault.get("name") == "secret"


@pytest.mark.parametrize("ask", ["check", "get", "put", "delete", "unlock"])
def test_without_a_secret_service_every_call_says_so(start: Start, ask: str) -> None:
    start("none")
    problem = _refusal(KeyringVault("hourpass"), ask)
    assert (problem.reason, problem.facts["backend"]) == (Reason.VAULT_MISSING, "Secret Service")


@pytest.mark.parametrize("address", ["", "unix:path=/nonexistent/bus", "nonsense"])
def test_without_a_bus_the_keyring_is_missing(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert _refusal(KeyringVault("hourpass")).reason is Reason.VAULT_MISSING


def test_a_secret_service_that_comes_late_is_found_at_the_next_call(start: Start) -> None:
    service = start("none")
    vault = KeyringVault("hourpass")
    assert _refusal(vault).reason is Reason.VAULT_MISSING
    service.start()
    vault.put("name", "secret")
    assert vault.get("name") == "secret"


def test_a_secret_service_that_ends_in_the_middle_is_missed_and_found_again(start: Start) -> None:
    service = start("unlocked")
    vault = KeyringVault("hourpass")
    vault.put("name", "secret")
    service.stop()
    assert _refusal(vault, "get").reason is Reason.VAULT_MISSING
    assert _refusal(vault, "put").reason is Reason.VAULT_MISSING
    service.start()
    assert vault.get("name") == "secret"


def test_a_bus_that_ends_in_the_middle_is_missed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    start("unlocked")
    vault = KeyringVault("hourpass")
    vault.check()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert _refusal(vault, "get").reason is Reason.VAULT_MISSING


def test_a_secret_service_that_hangs_does_not_keep_its_caller(start: Start) -> None:
    service = start("unlocked")
    vault = KeyringVault("hourpass")
    vault.put("name", "secret")
    backend = vault._backend
    assert isinstance(backend, QuietSecretService)
    backend.answer_timeout = 0.2
    with service.hanging():
        assert _refusal(vault, "get").reason is Reason.VAULT_FAILED
    assert vault.get("name") == "secret"


def _configure(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{fakes_vault.__name__}.{name}")


@pytest.mark.parametrize("name", ["PlaintextKeyring", "ChainedKeyring"])
@pytest.mark.parametrize("ask", ["check", "get", "put", "delete", "unlock"])
def test_a_plaintext_keyring_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, ask: str) -> None:
    _configure(monkeypatch, name)
    problem = _refusal(KeyringVault("hourpass"), ask)
    assert problem.reason is Reason.VAULT_PLAINTEXT
    assert problem.facts["backend"].endswith("PlaintextKeyring")


def test_a_plaintext_keyring_in_the_configuration_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    configuration = tmp_path / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir()
    configuration.write_text(f"[backend]\ndefault-keyring={fakes_vault.__name__}.PlaintextKeyring\n")
    assert _refusal(KeyringVault("hourpass")).reason is Reason.VAULT_PLAINTEXT
    configuration.write_text("no section\n")
    assert _refusal(KeyringVault("hourpass")).reason is Reason.VAULT_MISSING


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "no.such.Keyring",
        "os.NoSuchKeyring",
        "nonsense",
    ],
)
def test_a_backend_that_keeps_nothing_is_missing(monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    problem = _refusal(KeyringVault("hourpass"))
    assert (problem.reason, problem.facts["backend"]) == (Reason.VAULT_MISSING, backend)


def test_a_backend_that_cannot_work_here_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    _configure(monkeypatch, "UnviableKeyring")
    assert _refusal(KeyringVault("hourpass")).reason is Reason.VAULT_MISSING


@pytest.mark.parametrize(
    ("name", "plaintext"),
    [
        ("file.PlaintextKeyring", True),
        ("Gnome.Keyring", True),
        ("pyfs.BasicKeyring", True),
        ("file.EncryptedKeyring", False),
        ("Windows.RegistryKeyring", False),
    ],
)
def test_of_the_alternative_keyrings_only_the_encrypted_ones_pass(name: str, plaintext: bool) -> None:
    module, _, kind = name.rpartition(".")
    backend = type(kind, (), {"__module__": f"keyrings.alt.{module}"})
    heir = type("HomeMade", (backend,), {"__module__": "somebodys.own"})
    assert keyring_backends.writes_plaintext(backend) is plaintext
    assert keyring_backends.writes_plaintext(heir) is plaintext


def test_a_machine_without_the_programs_fails_with_their_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="dbus-daemon is not installed"), secret_service(tmp_path):
        pass


def test_the_secret_service_named_by_the_person_is_asked_without_prompts_too(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    start("locked")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
    assert _refusal(KeyringVault("hourpass"), "get").reason is Reason.VAULT_LOCKED


@pytest.fixture
def short_items(monkeypatch: pytest.MonkeyPatch) -> tuple[KeyringVault, DictKeyring]:
    """A vault over a keyring of short items, and that keyring."""
    _configure(monkeypatch, "DictKeyring")
    vault = KeyringVault("hourpass", longest_item=1280)
    vault.check()
    backend = vault._backend
    assert isinstance(backend, DictKeyring)
    return vault, backend


def test_a_long_secret_fits_a_keyring_of_short_items(short_items: tuple[KeyringVault, DictKeyring]) -> None:
    vault, backend = short_items
    vault.put("name", LONG)
    assert vault.get("name") == LONG
    assert len(backend.items) == 6
    vault.put("name", "\U0001f511" * 2000)
    assert vault.get("name") == "\U0001f511" * 2000
    vault.put("name", "short")
    assert list(backend.items.values()) == ["short"]


@pytest.mark.parametrize("writes", range(6))
@pytest.mark.parametrize("earlier", [None, "short", LONG[::-1]])
def test_a_write_that_breaks_off_leaves_the_earlier_secret(
    short_items: tuple[KeyringVault, DictKeyring], earlier: str | None, writes: int
) -> None:
    vault, backend = short_items
    if earlier is not None:
        vault.put("name", earlier)
    backend.writes_left = writes
    if writes < 6:
        assert _put_fails(vault)
    assert _vault_over(backend).get("name") == earlier
    backend.writes_left = None
    again = _vault_over(backend)
    again.put("name", LONG)
    assert again.get("name") == LONG
    again.delete("name")
    assert not backend.items


def test_parts_of_another_secret_are_not_taken_for_this_one(short_items: tuple[KeyringVault, DictKeyring]) -> None:
    vault, backend = short_items
    vault.put("name", LONG)
    part = next(key for key, text in backend.items.items() if text.startswith("0123"))
    backend.items[part] = "9" * 1280
    assert _refusal(vault, "get").reason is Reason.VAULT_FAILED


def test_an_item_that_will_not_go_is_not_reported_gone() -> None:
    backend = StubbornKeyring()
    vault = _vault_over(backend)
    vault.delete("name")
    vault.put("name", "secret")
    assert _refusal(vault, "delete").reason is Reason.VAULT_FAILED


def _put_fails(vault: KeyringVault) -> bool:
    with pytest.raises(HourpassError) as caught:
        vault.put("name", LONG)
    return caught.value.problem.reason is Reason.VAULT_FAILED


def _vault_over(backend: DictKeyring) -> KeyringVault:
    vault = KeyringVault("hourpass", longest_item=1280)
    vault._backend = backend
    return vault
