"""The Debian package: the frozen app, without what Debian has itself, and what a desktop wants to know of it."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from _debian import Need
from _finish import settle
from _licences import system_libraries
from _packaging import Workshop

NEEDS = (
    Need("program", "dpkg-deb", "dpkg"),
    Need("program", "dpkg-shlibdeps", "dpkg-dev"),
    Need("program", "strip", "binutils"),
)
MAINTAINER = "The Hourpass authors <hourpass@users.noreply.github.com>"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
DESCRIPTION = """MFA access to AWS from the desktop
 Type one code of your MFA device, get temporary credentials from AWS, use
 them in every tool, and be warned before they end. The long-term key stays in
 the system's keyring.
 .
 With it come a wizard that sets such an access up (user, role, device), the
 command hourpass-cli for the AWS CLI, SDKs and scripts, and a sandbox: a small
 AWS on your own computer to try everything without an account."""


def make(workshop: Workshop) -> Path:
    """The package, in `dist/`."""
    bundle = workshop.freeze()
    stage = workshop.build / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    home = stage / "usr/lib/hourpass"
    shutil.copytree(bundle, home, symlinks=True)
    for library in system_libraries(home):
        library.unlink()  # Debian's own, with its security updates
    share = stage / "usr/share"
    _write_documents(workshop, home / "LICENCES", share / "doc/hourpass")
    _write_desktop_files(workshop, share)
    _write_manuals(workshop, share / "man")
    overrides = share / "lintian/overrides/hourpass"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(workshop.root / "installer/debian/lintian-overrides", overrides)
    (stage / "usr/bin").mkdir(parents=True)
    for program in ("hourpass", "hourpass-cli"):
        (stage / "usr/bin" / program).symlink_to(f"../lib/hourpass/{program}")
    settle(stage, workshop.epoch)
    machine = workshop.run("Asking for the machine", ["dpkg", "--print-architecture"]).strip()
    _write_control(workshop, stage, machine)
    workshop.out.mkdir(exist_ok=True)
    made = workshop.out / f"hourpass_{workshop.version}_{machine}.deb"
    workshop.run("Packing the .deb", ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(stage), str(made)])
    return made


def depends(stage: Path) -> str:
    """The packages whose libraries are loaded by what is in *stage*, with the least versions."""
    programs = [path for path in sorted(stage.rglob("*")) if _is_program(path)]
    folders = sorted({path.parent for path in programs})
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "debian/control"  # dpkg-shlibdeps will not run without one
        control.parent.mkdir()
        control.write_text("Source: hourpass\n\nPackage: hourpass\nArchitecture: any\n")
        words = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{one}" for one in folders)]
        done = subprocess.run(
            [*words, *(f"-e{one}" for one in programs)], cwd=folder, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"{done.stderr}\ndpkg-shlibdeps failed, as said above.")
    return done.stdout.strip().removeprefix("shlibs:Depends=")


def _is_program(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _write_control(workshop: Workshop, stage: Path, machine: str) -> None:
    kilobytes = sum(path.lstat().st_size for path in stage.rglob("*") if not path.is_dir()) // 1024
    fields = {
        "Package": "hourpass",
        "Version": workshop.version,
        "Architecture": machine,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kilobytes),
        "Depends": depends(stage),
        "Recommends": "gnome-keyring | kwalletmanager | keepassxc, fonts-noto-cjk",
        "Suggests": "awscli",
        "Section": "utils",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    folder = stage / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()))
    sums = [
        f"{_md5(path)}  {path.relative_to(stage)}\n"
        for path in sorted(stage.rglob("*"))
        if path.is_file() and not path.is_symlink() and folder not in path.parents
    ]
    (folder / "md5sums").write_text("".join(sums))
    settle(folder, workshop.epoch)


def _md5(path: Path) -> str:
    import hashlib

    return hashlib.md5(path.read_bytes()).hexdigest()  # noqa: S324 (what dpkg compares files by)


def _write_documents(workshop: Workshop, licences: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    root = workshop.root
    moment = format_datetime(datetime.fromtimestamp(workshop.epoch, UTC))
    changes = f"hourpass ({workshop.version}) unstable; urgency=medium\n\n  * Version {workshop.version}; what is new is in CHANGELOG.md.\n\n -- {MAINTAINER}  {moment}\n"
    _zip(folder / "changelog.gz", changes.encode())
    _zip(folder / "CHANGELOG.md.gz", (root / "CHANGELOG.md").read_bytes())
    shutil.copyfile(root / "README.md", folder / "README.md")
    head = (root / "installer/debian/copyright").read_text(encoding="utf-8")
    (folder / "copyright").write_text(head, encoding="utf-8")
    _zip(folder / "THIRD-PARTY.txt.gz", (licences / "THIRD-PARTY.txt").read_bytes())
    for name in ("QT.txt", "UNICODE.txt"):
        shutil.move(licences / name, folder / name)
    shutil.rmtree(licences)  # Debian has the texts of the LGPL and the GPL in /usr/share/common-licenses


def _write_desktop_files(workshop: Workshop, share: Path) -> None:
    resources, icons = workshop.root / "resources", workshop.draw_icons()
    for source, target in (
        (resources / "hourpass.desktop", share / "applications/hourpass.desktop"),
        (resources / "icons/hourpass.svg", share / "icons/hicolor/scalable/apps/hourpass.svg"),
        *((icons / f"{size}.png", share / f"icons/hicolor/{size}x{size}/apps/hourpass.png") for size in ICON_SIZES),
    ):
        target.parent.mkdir(parents=True)
        shutil.copyfile(source, target)
    write_metainfo(workshop, share / "metainfo")


def write_metainfo(workshop: Workshop, folder: Path) -> None:
    """What software centres show, under the name that its id asks for."""
    text = (workshop.root / "resources/hourpass.metainfo.xml").read_text(encoding="utf-8")
    identity = re.search("<id>(.+)</id>", text)
    assert identity is not None  # noqa: S101 (our own file)
    day = f"{datetime.fromtimestamp(workshop.epoch, UTC):%Y-%m-%d}"
    folder.mkdir(parents=True, exist_ok=True)
    filled = text.replace("@VERSION@", workshop.version).replace("@DATE@", day)
    (folder / f"{identity[1]}.metainfo.xml").write_text(filled, encoding="utf-8")


def _write_manuals(workshop: Workshop, folder: Path) -> None:
    """The English ones, and those of each other language where man looks for them: below a folder of its name."""
    day = f"{datetime.fromtimestamp(workshop.epoch, UTC):%Y-%m-%d}"
    sources = workshop.root / "installer/debian"
    for source in sorted(sources.rglob("*.1")):
        text = source.read_text(encoding="utf-8").replace("@VERSION@", workshop.version).replace("@DATE@", day)
        target = folder / source.parent.relative_to(sources) / "man1" / f"{source.name}.gz"
        target.parent.mkdir(parents=True, exist_ok=True)
        _zip(target, text.encode())


def _zip(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, 9, mtime=0))
    path.chmod(0o644)
