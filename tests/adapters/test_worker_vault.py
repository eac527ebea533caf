"""The vaults as the app sees them: behind the worker."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hourpass.adapters.worker_client import WorkerClient
from hourpass.adapters.worker_vault import WorkerVault
from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.ports import VaultKind


@pytest.fixture
def client(tmp_path: Path) -> Iterator[WorkerClient]:
    nobody = f"unix:path={tmp_path}/no-bus"
    running = WorkerClient(lambda _: None, {**os.environ, "DBUS_SESSION_BUS_ADDRESS": nobody})
    yield running
    running.close()


@pytest.fixture
def vault(client: WorkerClient) -> WorkerVault:
    return WorkerVault(client, "hourpass-tests")


def test_a_secret_is_kept_found_and_forgotten(vault: WorkerVault, tmp_path: Path):
    vault.use_sealed_file(str(tmp_path / "sealed"), "correct horse")
    assert vault.kind is VaultKind.SEALED_FILE
    assert vault.get("a") is None
    vault.put("a", 'quoted "and"\nlong ' + "é" * 5000)
    assert vault.get("a") == 'quoted "and"\nlong ' + "é" * 5000
    vault.delete("a")
    vault.delete("a")
    assert vault.get("a") is None


def test_the_same_vault_is_open_after_the_worker_died(vault: WorkerVault, client: WorkerClient, tmp_path: Path):
    vault.use_sealed_file(str(tmp_path / "sealed"), "correct horse")
    vault.put("a", "kept")
    assert client._child is not None
    pid = client._child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    turn, end = threading.Event(), time.monotonic() + 20
    while client.running:
        assert time.monotonic() < end
        turn.wait(0.005)
    assert vault.get("a") == "kept"


def test_a_wrong_passphrase_is_said_and_changes_nothing(vault: WorkerVault, client: WorkerClient, tmp_path: Path):
    path = str(tmp_path / "sealed")
    vault.use_sealed_file(path, "correct horse")
    vault.put("a", "kept")
    with pytest.raises(HourpassError) as caught:
        vault.use_sealed_file(path, "wrong horse")
    assert caught.value.problem.reason is Reason.PASSPHRASE_WRONG
    assert vault.get("a") == "kept"
    other = WorkerVault(client, "hourpass-tests")
    with pytest.raises(HourpassError):
        other.use_sealed_file(path, "wrong horse")
    assert other.kind is VaultKind.KEYRING


@pytest.mark.skipif(os.name == "nt", reason="the Credential Manager is always there")
def test_a_missing_keyring_is_said(vault: WorkerVault):
    assert vault.kind is VaultKind.KEYRING
    with pytest.raises(HourpassError) as caught:
        vault.use_keyring()
    assert caught.value.problem.reason is Reason.VAULT_MISSING
    with pytest.raises(HourpassError) as caught:
        vault.unlock()
    assert caught.value.problem.reason is Reason.VAULT_MISSING


@pytest.mark.skipif(os.name == "nt", reason="the Credential Manager is always there")
def test_a_missing_keyring_has_no_name_to_tell(vault: WorkerVault):
    with pytest.raises(HourpassError) as caught:
        vault.backend()
    assert caught.value.problem.reason is Reason.VAULT_MISSING


def test_a_sealed_file_has_no_name_either_and_need_not_be_opened_to_say_so(client: WorkerClient, tmp_path: Path):
    assert WorkerVault(client, "hourpass-tests", str(tmp_path / "sealed")).backend() == ""


def test_the_passphrase_is_not_shown(vault: WorkerVault, tmp_path: Path):
    vault.use_sealed_file(str(tmp_path / "sealed"), "correct horse")
    vault.unlock()
    assert "correct horse" not in repr(vault) + repr(vault._choice)


def test_a_sealed_file_chosen_in_an_earlier_run_asks_for_its_passphrase(client: WorkerClient, tmp_path: Path):
    vault = WorkerVault(client, "hourpass-tests", str(tmp_path / "sealed"))
    with pytest.raises(HourpassError) as caught:
        vault.get("key/AKIAIOSFODNN7EXAMPLE")
    assert caught.value.problem.reason is Reason.PASSPHRASE_WRONG
