"""Where Hourpass keeps its files: the platform's usual places, the sandbox's apart from the real ones."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from hourpass.adapters import xdg
from hourpass.adapters.files import PRIVATE_FOLDER, failure
from hourpass.adapters.settings_place import app_name
from hourpass.adapters.settings_place import settings_path as settings_path  # noqa: PLC0414 (one of the places)
from hourpass.domain.problem import HourpassError, Problem, Reason

LONGEST_SOCKET_PATH = 107  # bytes: sockaddr_un holds 108, the last one a zero
_SOCKET = "app.socket"


def sealed_file_path(sandbox: bool) -> str:
    """The encrypted file, for where there is no keyring."""
    return str(_data_folder(app_name(sandbox)) / "secrets.sealed")


def setups_folder(sandbox: bool) -> str:
    """The records of setups: what was made at AWS, without any secret."""
    return str(_data_folder(app_name(sandbox)) / "setups")


def rotations_folder(sandbox: bool) -> str:
    """The records of changes of long-term keys, without any secret."""
    return str(_data_folder(app_name(sandbox)) / "rotations")


def runtime_dir(sandbox: bool) -> str:
    """A folder that only this user may enter, made if it is not there; short enough for a socket in it."""
    return str(_private_folder(_runtime_folder(app_name(sandbox))))


def socket_path(sandbox: bool) -> str:
    """The full name of the socket that a second start and the command line use."""
    if sys.platform == "win32":
        # Qt makes a named pipe of it; pipes have one name space for all users.
        return f"{app_name(sandbox)}-{os.environ.get('USERNAME', '')}"
    return f"{runtime_dir(sandbox)}/{_SOCKET}"


def may_listen(sandbox: bool) -> bool:
    """Whether something is where the app listens; one that was killed leaves it behind. Makes nothing."""
    if sys.platform == "win32":
        return os.path.exists(rf"\\.\pipe\{socket_path(sandbox)}")  # noqa: PTH110 (no path of files)
    try:
        return (_runtime_folder(app_name(sandbox)) / _SOCKET).exists()
    except (OSError, HourpassError):
        return False


def lock_path(sandbox: bool) -> str:
    """The lock file that the one running instance holds."""
    return str(Path(runtime_dir(sandbox)) / "app.lock")


def _data_folder(app: str) -> Path:
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_data_path  # here for speed, see xdg

        return user_data_path(app, appauthor=False)
    return Path(xdg.folder("XDG_DATA_HOME", ".local/share", app))


if sys.platform == "win32":

    def _runtime_folder(app: str) -> Path:
        from platformdirs import user_runtime_path  # here for speed, as above

        return user_runtime_path(app, appauthor=False)

    def _private_folder(folder: Path) -> Path:
        """*folder*, there; what lies in a Windows profile is private to its user."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failure(error, str(folder)) from error
        return folder

else:

    def _runtime_folder(app: str) -> Path:
        """Under XDG_RUNTIME_DIR, else a name with the user's number in the first temporary folder that will do."""
        runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
        if _belongs_to_us(runtime) and _leaves_room(runtime / app):
            return runtime / app
        for temporary in (Path(os.environ.get("TMPDIR", "")), Path("/tmp")):  # noqa: S108 (owner and mode are checked)
            folder = temporary / f"{app}-{os.getuid()}"
            if temporary.is_absolute() and temporary.is_dir() and _leaves_room(folder):
                return folder
        raise HourpassError(Problem(Reason.FILE_FAILED, {"path": "/tmp"}))  # noqa: S108 (said to be missing)

    def _belongs_to_us(folder: Path) -> bool:
        """Under sudo the variable still names the folder of somebody else."""
        try:
            return folder.is_absolute() and folder.stat().st_uid == os.getuid()
        except OSError:
            return False

    def _leaves_room(folder: Path) -> bool:
        return len(os.fsencode(folder / _SOCKET)) <= LONGEST_SOCKET_PATH

    def _private_folder(folder: Path) -> Path:
        """*folder*, there, ours and closed to others; anything else by that name is not trusted."""
        try:
            folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
                raise HourpassError(Problem(Reason.FILE_FAILED, {"path": str(folder)}))
            if stat.S_IMODE(found.st_mode) != PRIVATE_FOLDER:
                folder.chmod(PRIVATE_FOLDER)
        except OSError as error:
            raise failure(error, str(folder)) from error
        return folder
