"""What Hourpass needs of a Linux system, and the Debian packages that bring it. Standard library only."""

from __future__ import annotations

import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

INSTALL = ("apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600")
UPDATE = ("apt-get", "update", "-q", "-o", "DPkg::Lock::Timeout=600")


class Need(NamedTuple):
    """Something the system has to have, and the package that brings it."""

    kind: str  # "library", "program", "module" or "file" (patterns, any of which will do)
    name: str
    package: str


LIBRARIES = (
    # Qt itself, without any screen
    Need("library", "libEGL.so.1", "libegl1"),
    Need("library", "libGL.so.1", "libgl1"),
    Need("library", "libfontconfig.so.1", "libfontconfig1"),
    Need("library", "libfreetype.so.6", "libfreetype6"),
    Need("library", "libglib-2.0.so.0", "libglib2.0-0"),
    Need("library", "libdbus-1.so.3", "libdbus-1-3"),
    Need("library", "libxkbcommon.so.0", "libxkbcommon0"),
    Need("library", "libX11.so.6", "libx11-6"),
    Need("library", "libbrotlidec.so.1", "libbrotli1"),
    Need("library", "libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    Need("library", "libzstd.so.1", "libzstd1"),
    # X11
    Need("library", "libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("library", "libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("library", "libxcb-image.so.0", "libxcb-image0"),
    Need("library", "libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("library", "libxcb-randr.so.0", "libxcb-randr0"),
    Need("library", "libxcb-render-util.so.0", "libxcb-render-util0"),
    Need("library", "libxcb-shape.so.0", "libxcb-shape0"),
    Need("library", "libxcb-sync.so.1", "libxcb-sync1"),
    Need("library", "libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Need("library", "libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("library", "libX11-xcb.so.1", "libx11-xcb1"),
    Need("library", "libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    # Wayland
    Need("library", "libwayland-client.so.0", "libwayland-client0"),
    Need("library", "libwayland-cursor.so.0", "libwayland-cursor0"),
    # Without any font every letter is a box.
    Need("file", "/usr/share/fonts/**/*.[to]t[fc]", "fonts-dejavu-core"),
)

# The desktop session that tests/desktop starts for itself.
SESSION = (
    Need("program", "Xvfb", "xvfb"),
    Need("program", "openbox", "openbox"),
    Need("program", "dbus-daemon", "dbus"),
    Need("program", "xdotool", "xdotool"),
    Need("program", "xprop", "x11-utils"),
    Need("program", "dunst", "dunst"),
    Need("program", "gnome-keyring-daemon", "gnome-keyring"),
    Need("program", "xfce4-panel", "xfce4-panel"),
    Need("file", "/usr/lib/*/xfce4/xfconf/xfconfd", "xfconf"),
    Need("program", "setpriv", "util-linux"),
    Need("file", "/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
    # Japanese and Korean: any of the fonts for all of Chinese, Japanese, Korean will do.
    Need("file", "/usr/share/fonts/**/*CJK*|/usr/share/fonts/**/wqy-*", "fonts-wqy-microhei"),
)


def environment_maker() -> Need:
    """What `python -m venv` needs: Debian keeps it in a package of its own."""
    return Need("module", "ensurepip", f"python3.{sys.version_info[1]}-venv")


def is_met(need: Need) -> bool:
    """Whether the system has it."""
    if need.kind == "program":
        return shutil.which(need.name) is not None
    if need.kind == "file":
        return any(True for one in need.name.split("|") for _ in glob.iglob(one, recursive=True))  # noqa: PTH207 (pathlib takes no absolute patterns)
    if need.kind == "module":
        return importlib.util.find_spec(need.name) is not None
    try:
        ctypes.CDLL(need.name)
    except OSError:
        return False
    return True


def missing(needs: Sequence[Need], met: Callable[[Need], bool] = is_met) -> list[Need]:
    """Those of *needs* that the system lacks."""
    return [need for need in needs if not met(need)]


def as_root(command: Sequence[str], user: int, sudo: str | None, terminal: bool) -> tuple[str, ...] | None:
    """*command* as the administrator would run it; None where there is no way to become one."""
    if user == 0:
        return tuple(command)
    if sudo is None:
        return None
    # Without a terminal nobody can type a password: better refused than waited for.
    return (sudo, *(() if terminal else ("-n",)), "env", "DEBIAN_FRONTEND=noninteractive", *command)


def advice(lacking: Sequence[Need], apt: bool) -> str:
    """What a person has to do where this cannot."""
    if apt:
        packages = " ".join(dict.fromkeys(need.package for need in lacking))
        return f"Ask the administrator to run this, then start again:\n  apt-get install --no-install-recommends {packages}"
    names = "\n".join(f"  {need.name}" for need in lacking)
    return f"Install what brings these (Debian calls it {lacking[0].package} and so on), then start again:\n{names}"


def provide(needs: Sequence[Need], say: Callable[[str], None]) -> bool:
    """Install what is missing; whether everything is there now."""
    lacking = missing(needs)
    if not lacking:
        return True
    apt = shutil.which("apt-get") is not None
    packages = tuple(dict.fromkeys(need.package for need in lacking))
    install = as_root((*INSTALL, *packages), os.geteuid(), shutil.which("sudo"), sys.stdin.isatty())
    update = as_root(UPDATE, os.geteuid(), shutil.which("sudo"), sys.stdin.isatty())
    if not apt or install is None or update is None:
        say(f"{len(lacking)} things that Hourpass needs of the system are missing.\n{advice(lacking, apt)}")
        return False
    say("Installing what Hourpass needs of the system:\n  " + " ".join(install))
    # A fresh machine has no package lists, or old ones.
    if not _run(install) and not (_run(update) and _run(install, show_failure=True)):
        say(advice(lacking, apt))
        return False
    importlib.invalidate_caches()
    still = missing(lacking)
    if still:
        say(f"Installed, but still missing.\n{advice(still, apt=False)}")
    return not still


def _run(command: Sequence[str], *, show_failure: bool = False) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # sudo asks for its password on the terminal itself.
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode and show_failure:
        sys.stdout.write(done.stdout.decode(errors="replace"))
    return not done.returncode
