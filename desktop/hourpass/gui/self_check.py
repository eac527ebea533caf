"""Whether everything is there that a package should have brought, told as one line of JSON: the same for every package
and every system, so that any of them is tested by `hourpass --self-check`.

It asks by the ways of the app: through the worker and through a sandbox, which are processes of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTranslator, qVersion
from PySide6.QtGui import QGuiApplication

from hourpass.adapters import own_programs
from hourpass.adapters.resources import resource_path
from hourpass.adapters.sandbox_process import SandboxProcess
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.adapters.worker_vault import WorkerVault
from hourpass.bootstrap import KEYRING_SERVICE
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.languages import LANGUAGES
from hourpass.domain.problem import HourpassError, Reason
from hourpass.gui.icons import icon
from hourpass.services.cancel import Cancel
from hourpass.terminal.translating import catalogue_of
from hourpass.version import VERSION

Fact = Callable[[], Any]
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "PYTHONHOME")


def run(destination: str = "") -> int:
    """Print the line, or write it to the file *destination* (a program without a console can print nothing); 1 where
    something is wrong, else 0. Needs a QGuiApplication. Blocks for some seconds, and asks nobody outside this computer.
    """
    told = facts()
    line = json.dumps(told, ensure_ascii=True) + "\n"
    if destination:
        Path(destination).write_text(line, encoding="utf-8")
    else:
        sys.stdout.write(line)
        sys.stdout.flush()
    return 0 if told["ok"] else 1


def facts() -> dict[str, Any]:
    """What was found, by name; `wrong` says what of it is not as it should be, and why."""
    found: dict[str, Any] = {"version": VERSION, "packed": own_programs.PACKED, "qt": qVersion()}
    wrong: dict[str, str] = {}
    for name, fact in (
        ("platform", QGuiApplication.platformName),
        ("translations", _translations),
        ("icon", _icon),
        ("keyring", _keyring),
        ("clients", _clients),
        ("child_inherits", _child_inherits),
    ):
        try:
            found[name] = fact()
        except HourpassError as error:
            wrong[name] = str(error.problem.reason.name)
        except Exception as error:  # noqa: BLE001 (whatever is broken is what is to be told)
            wrong[name] = f"{type(error).__name__}: {error}"
    return {**found, "wrong": wrong, "ok": not wrong}


def _translations() -> list[str]:
    """The languages whose texts load, those of the commands as well."""
    folder = str(resource_path("translations"))
    lacking = [
        name
        for name in LANGUAGES
        if not QTranslator().load(f"hourpass_{name}", folder) or (name != "en" and not catalogue_of(name))
    ]
    if lacking:
        raise FileNotFoundError(f"texts in {', '.join(lacking)}")
    return list(LANGUAGES)


def _icon() -> str:
    """The name of an icon that is drawn, which takes Qt's SVG plugin."""
    pixmap = icon("hourpass", "#000000").pixmap(32)
    if pixmap.isNull() or not any(pixmap.toImage().pixelColor(x, y).alpha() for x in range(32) for y in range(32)):
        raise ValueError("it is not drawn")
    return "hourpass"


def _keyring() -> str | None:
    """What people call the keyring; None where none can be used. That is no fault of the package where none runs: whoever
    tests a package beside a running keyring expects its name.
    """
    worker = WorkerClient(lambda _exchange: None)
    try:
        return WorkerVault(worker, KEYRING_SERVICE).backend()
    except HourpassError as error:
        if error.problem.reason is not Reason.VAULT_MISSING:
            raise
        return None
    finally:
        worker.close()


def _clients() -> dict[str, Any]:
    """What STS, IAM and S3 of a sandbox answer."""
    sandbox = SandboxProcess(options=("--propagation", "0"))
    worker: WorkerClient | None = None
    try:
        told = sandbox.start()
        worker = WorkerClient(lambda _exchange: None, told.environment(os.environ))
        aws, cancel = WorkerAws(worker), Cancel()
        keys = LongTermKeys(told.admin_access_key_id, told.admin_secret_access_key)
        users = aws.iam(keys, told.region, "ListUsers", {}, cancel)["Users"]
        return {
            "sts": aws.identity(keys, told.region, cancel).account,
            "iam": len(users),
            "s3": sum(len(rows) for rows in aws.bucket_pages(keys, told.region, cancel)),
        }
    finally:
        if worker is not None:
            worker.close()
        sandbox.close()


def _child_inherits() -> list[str]:
    """The variables by which a program that we start would load this package's libraries: none."""
    command = ["cmd.exe", "/d", "/c", "set"] if sys.platform == "win32" else ["/usr/bin/env"]
    printed = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20, check=True).stdout
    lines = [line.partition("=") for line in printed.splitlines()]
    bundle = os.path.dirname(sys.executable)  # noqa: PTH120 (text)
    found = [
        name
        for name, _, value in lines
        if name.startswith("_PYI_") or (own_programs.PACKED and name in _LIBRARY_PATHS and bundle in value)
    ]
    if found:
        raise ValueError(", ".join(found))
    return found


def make_application() -> QCoreApplication:
    """What the check needs of Qt: no window, but a screen to draw on."""
    return QGuiApplication(["hourpass"])
