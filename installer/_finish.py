"""What is done to files before they leave: cleaned, settled, and their sums written down."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path


def clean_libraries(bundle: Path) -> None:
    """Take away what only debuggers read, and folders of this machine that would be searched on others. Libraries only:
    a program carries its modules behind what is run.
    """
    for path in sorted(bundle.rglob("*.so*")):
        if path.is_symlink():
            continue
        if b".symtab" in path.read_bytes():
            subprocess.run(["strip", "--strip-unneeded", "-p", str(path)], check=True)  # noqa: S607 (binutils)
        told = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True, check=True).stdout  # noqa: S607
        if re.search(r"\((RUNPATH|RPATH)\).*\[/", told):
            subprocess.run(["patchelf", "--remove-rpath", str(path)], check=True)  # noqa: S607 (its package's name, too)


def settle(folder: Path, epoch: int) -> None:
    """Give all below *folder* the moment *epoch*, and the rights that a package's files have."""
    for path in [folder, *sorted(folder.rglob("*"))]:
        if path.is_symlink():
            os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        library = path.suffix in {".so", ".pyc"} or ".so." in path.name
        runs = path.is_dir() or (os.access(path, os.X_OK) and not library)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch))


def write_sums(out: Path) -> Path:
    """`SHA256SUMS` of what lies in *out*, as sha256sum reads it."""
    files = sorted(path for path in out.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    sums = out / "SHA256SUMS"
    sums.write_text("".join(lines), encoding="utf-8")
    return sums
