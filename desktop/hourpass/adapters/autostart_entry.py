"""Start at login on Linux and the like: a desktop entry in the autostart folder (XDG Desktop Application Autostart)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from hourpass.adapters import files

NAME = "hourpass.desktop"
_GROUP = "[Desktop Entry]"
# The desktop shows the one in its language, whichever the app speaks.
_COMMENTS = (
    "Comment=Waits in the tray and warns before AWS credentials end",
    "Comment[ja]=トレイで待機し、AWS の認証情報の有効期限が切れる前に通知します",
    "Comment[ko]=트레이에서 대기하다가 AWS 자격 증명이 만료되기 전에 알려 줍니다",
)
_OFF = (("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false"))
"""How desktops' own settings switch an entry off without deleting it."""
# Desktop Entry Specification, "The Exec key": arguments with any of these must be quoted.
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED_IN_QUOTES = '\\"`$'  # the backslash first


class DesktopEntry:
    """An entry in *folder*, which hides one of the same name in the *shared* folders for all users."""

    def __init__(self, folder: Path, shared: Sequence[Path], command: Sequence[str]) -> None:
        self._own = folder / NAME
        self._shared = [each / NAME for each in shared]
        self._command = command

    @property
    def place(self) -> str:
        """The entry's path."""
        return str(self._own)

    def enabled(self) -> bool:
        """What the first of the entries says; one whose program is gone starts nothing."""
        for path in (self._own, *self._shared):
            data = files.read_bytes(str(path))
            if data is not None:
                return _starts(_keys(data))
        return False

    def enable(self) -> None:
        """Write our entry whole."""
        program = self._command[0]
        lines = (
            _GROUP,
            "Type=Application",
            "Version=1.4",
            "Name=Hourpass",
            *_COMMENTS,
            f"Exec={exec_line(self._command)}",
            f"TryExec={_escaped(program)}",  # after an uninstall the entry is passed over in silence
            "Icon=hourpass",
            "Terminal=false",
            "StartupNotify=false",
            "X-GNOME-Autostart-enabled=true",
        )
        self._write(lines)

    def disable(self) -> None:
        """Take our entry away; where one for all users would step in, say instead that it is not wanted."""
        if any(_present(path) for path in self._shared):
            self._write((_GROUP, "Type=Application", "Name=Hourpass", "Hidden=true"))
            return
        try:
            self._own.unlink(missing_ok=True)
        except OSError as error:
            raise files.failure(error, str(self._own)) from error

    def _write(self, lines: Sequence[str]) -> None:
        # A path need not be text in any encoding; its bytes are what counts.
        files.write_whole(str(self._own), ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))


def exec_line(command: Sequence[str]) -> str:
    """*command* as the value of an ``Exec`` key."""
    return _escaped(" ".join(_quoted(argument) for argument in command))


def _quoted(argument: str) -> str:
    argument = argument.replace("%", "%%")  # a single one begins a field code
    if argument and not _RESERVED & set(argument):
        return argument
    for character in _ESCAPED_IN_QUOTES:
        argument = argument.replace(character, "\\" + character)
    return f'"{argument}"'


def _escaped(value: str) -> str:
    """As a value of type string is written; comes after the quoting, so that a backslash in quotes becomes four."""
    for character, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        value = value.replace(character, escape)
    return value


def _unescaped(value: str) -> str:
    parts = value.split("\\\\")
    for escape, character in (("\\s", " "), ("\\n", "\n"), ("\\t", "\t"), ("\\r", "\r")):
        parts = [part.replace(escape, character) for part in parts]
    return "\\".join(parts)


def _keys(data: bytes) -> dict[str, str]:
    """The keys of the entry's own group."""
    found: dict[str, str] = {}
    group = ""
    for line in data.decode("utf-8", "surrogateescape").splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == _GROUP and not line.startswith("#"):
            key, equals, value = line.partition("=")
            if equals:
                found[key.strip()] = value.strip()
    return found


def _starts(keys: dict[str, str]) -> bool:
    if "Exec" not in keys or any(keys.get(key, "").lower() == value for key, value in _OFF):
        return False
    if "TryExec" not in keys:
        return True
    import shutil  # here for speed: it brings the compressors along

    return shutil.which(_unescaped(keys["TryExec"])) is not None


def _present(path: Path) -> bool:
    return os.path.lexists(path)
