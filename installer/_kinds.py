"""The packages that can be made, and what making each takes of the system."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import _deb
from _debian import Need, provide
from _finish import write_sums
from _packaging import Workshop, needs

Say = Callable[[str], None]
TESTING = (
    Need("program", "debootstrap", "debootstrap"),
    Need("program", "lintian", "lintian"),
    Need("program", "appstreamcli", "appstream"),
    Need("program", "desktop-file-validate", "desktop-file-utils"),
    Need("program", "makensis", "nsis"),
    Need("program", "unsquashfs", "squashfs-tools"),
)


def needs_of(kind: str) -> Sequence[Need]:
    """What making *kind* takes of a Linux system. Asks the system's Python which one it is."""
    match kind:
        case "freeze" | "portable":
            return _freezing()
        case "deb":
            return (*_freezing(), *_deb.NEEDS)
        case "appimage":
            return (*_freezing(), Need("program", "mksquashfs", "squashfs-tools"))
        case "windows":
            return (Need("program", "makensis", "nsis"),)
        case "packages":
            return TESTING
        case _:
            return ()


def provide_tools(kind: str, say: Say) -> bool:
    """Install what making *kind* takes; whether it is there now."""
    return sys.platform != "linux" or provide(needs_of(kind), say)


def make(kind: str, arguments: Sequence[str], root: Path, say: Say) -> int:
    """Make it; the exit status."""
    workshop = Workshop(root, say)
    match kind:
        case "freeze":
            made = workshop.freeze()
        case "deb":
            made = _deb.make(workshop)
        case "portable":
            import _portable

            made = _portable.make(workshop)
        case "appimage":
            import _appimage

            made = _appimage.make(workshop, arguments)
        case "windows":
            import _windows

            made = _windows.make(workshop)
        case "macos":
            import _macos

            made = _macos.make(workshop)
        case "inventory":
            made = workshop.inventory()
        case "lock":
            import _locks

            made = _locks.make(workshop)
        case _:
            raise ValueError(kind)
    if made.parent == workshop.out:
        write_sums(workshop.out)
    say(f"Made {made.relative_to(root)}")
    return 0


def _freezing() -> Sequence[Need]:
    return (
        *needs(),
        Need("program", "readelf", "binutils"),
        Need("program", "strip", "binutils"),
        Need("program", "patchelf", "patchelf"),
    )
