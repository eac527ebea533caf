"""The portable archive for Linux: the frozen app in a folder that runs wherever it is unpacked."""

from __future__ import annotations

import lzma
import platform
import shutil
import tarfile
from pathlib import Path

from _deb import write_metainfo
from _finish import settle
from _packaging import Workshop


def make(workshop: Workshop) -> Path:
    """The archive, in `dist/`."""
    name = f"hourpass-{workshop.version}-linux-{platform.machine()}"
    stage = workshop.build / "portable" / name
    shutil.rmtree(stage.parent, ignore_errors=True)
    shutil.copytree(workshop.freeze(), stage, symlinks=True)
    portable = workshop.root / "installer/portable"
    for source, target in (
        *((readme, readme.name) for readme in sorted(portable.glob("README*.txt"))),
        (portable / "menu-entry.sh", "menu-entry.sh"),
        (workshop.root / "resources/hourpass.desktop", "share/hourpass.desktop"),
        (workshop.root / "resources/icons/hourpass.svg", "share/hourpass.svg"),
    ):
        (stage / target).parent.mkdir(exist_ok=True)
        shutil.copy(source, stage / target)
    write_metainfo(workshop, stage / "share")
    settle(stage, workshop.epoch)
    workshop.out.mkdir(exist_ok=True)
    made = workshop.out / f"{name}.tar.xz"
    pack(stage, made)
    return made


def pack(folder: Path, archive: Path) -> None:
    """Write *folder* into *archive*: the same bytes for the same files, whoever packs them."""
    with (
        lzma.open(archive, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            entry = tar.gettarinfo(path, str(path.relative_to(folder.parent)))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            if entry.isreg():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)
