"""A Secret Service of the tests' own: a private bus and gnome-keyring-daemon, both ended by their process ids.

    with secret_service(folder) as service:  # unlocked
        os.environ.update(service.environment)

The bus knows no service files, so nothing starts by itself and "no keyring" can be tested as well.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PASSWORD = "tests"
PATIENCE = 20.0
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


@dataclass(slots=True)
class SecretService:
    """The bus, and the keyring daemon on it as long as it runs."""

    environment: dict[str, str]
    _daemon: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, *, empty: bool = False) -> None:
        """Start the keyring daemon, unlocked, and wait until it answers; it finds what an earlier one kept.

        *empty*: without a password there is a service, but no keyring in it yet.
        """
        command = [_program("gnome-keyring-daemon"), "--foreground", "--components=secrets"]
        if not empty:
            command.append("--unlock")
        environment = {**os.environ, **self.environment}
        self._daemon = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        assert self._daemon.stdin is not None
        if not empty:
            self._daemon.stdin.write(PASSWORD.encode())
        self._daemon.stdin.close()
        _wait_until(self._is_there if empty else self._is_open, "the keyring daemon to answer")

    def stop(self) -> None:
        """End the keyring daemon; what it kept stays on disk."""
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait(PATIENCE)
            self._daemon = None

    @contextlib.contextmanager
    def hanging(self) -> Iterator[None]:
        """The daemon is there but answers nothing."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def lock(self) -> None:
        """Lock the collection, as a screen lock or the person would."""
        with contextlib.closing(self._connection()) as connection:
            secretstorage.get_default_collection(connection).lock()

    def _is_there(self) -> bool:
        assert self._daemon is not None
        if self._daemon.poll() is not None:
            raise AssertionError(f"gnome-keyring-daemon ended with status {self._daemon.returncode}")
        with contextlib.closing(self._connection()) as connection:
            return bool(secretstorage.check_service_availability(connection))

    def _is_open(self) -> bool:
        if not self._is_there():
            return False
        with contextlib.closing(self._connection()) as connection:
            try:
                return not secretstorage.Collection(connection).is_locked()
            except secretstorage.SecretStorageException:
                return False

    def _connection(self) -> DBusConnection:
        return open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])


@contextlib.contextmanager
def secret_service(folder: Path, *, keyring: str = "unlocked") -> Iterator[SecretService]:
    """A bus with a keyring that is ``unlocked``, ``locked`` (with nothing to prompt), ``empty``, or ``none`` at all.

    *folder* needs a short name: it holds the bus's socket.
    """
    home = folder / "home"
    runtime = folder / "run"
    for private in (home, runtime):
        private.mkdir(mode=0o700)
    socket = folder / "bus"
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS.format(path=socket))
    environment = {
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    bus = subprocess.Popen(
        [_program("dbus-daemon"), f"--config-file={configuration}", "--nofork", "--nopidfile"],
        stderr=subprocess.DEVNULL,
    )
    service = SecretService(environment)
    try:
        _wait_until(socket.exists, "the bus")
        if keyring != "none":
            service.start(empty=keyring == "empty")
        if keyring == "locked":
            service.lock()
        yield service
    finally:
        service.stop()
        bus.terminate()
        bus.wait(PATIENCE)


def _program(name: str) -> str:
    if found := shutil.which(name):
        return found
    raise AssertionError(f"{name} is not installed; the tests need it (Debian: dbus-daemon, gnome-keyring)")


def _wait_until(claim: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not claim():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE:.0f} s in vain for {what}")
        pause.wait(0.02)
