"""The AppImage: a file system with the frozen app, behind the official runtime that mounts it.

The runtime is fetched from its makers' release, and taken only with the hash below. That fetching was not tried where this
was written, which has no way there; the rest was, see tests/packages.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from _deb import write_metainfo
from _finish import settle
from _packaging import Workshop

RUNTIME_RELEASE = "20251108"
RUNTIME_SHA256 = {
    "x86_64": "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
    "aarch64": "00cbdfcf917cc6c0ff6d3347d59e0ca1f7f45a6df1a428a0d6d8a78664d87444",
}
RUNTIME_URL = "https://github.com/AppImage/type2-runtime/releases/download/{release}/runtime-{machine}"
FETCH_SECONDS = 120.0


def make(workshop: Workshop, arguments: Sequence[str]) -> Path:
    """The AppImage, in `dist/`. *arguments*: a file with the runtime, for those who have it already."""
    machine = platform.machine()
    runtime = Path(arguments[0]).read_bytes() if arguments else fetched(machine)
    checked(runtime, machine)
    return glued(workshop, runtime, machine)


def glued(workshop: Workshop, runtime: bytes, machine: str) -> Path:
    """*runtime* with the app behind it."""
    packed = workshop.build / "appimage.squashfs"
    packed.unlink(missing_ok=True)
    squash = ["mksquashfs", str(app_dir(workshop)), str(packed), "-comp", "zstd", "-Xcompression-level", "19"]
    workshop.run("Packing the AppImage", [*squash, "-b", "1M", "-root-owned", "-noappend", "-no-xattrs", "-quiet"])
    workshop.out.mkdir(exist_ok=True)
    made = workshop.out / f"Hourpass-{workshop.version}-{machine}.AppImage"
    with made.open("wb") as image, packed.open("rb") as content:
        image.write(runtime)
        shutil.copyfileobj(content, image)
    made.chmod(0o755)
    return made


def app_dir(workshop: Workshop) -> Path:
    """The folder that becomes the file system."""
    folder = workshop.build / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    # Two thousand small files would be slow to unpack where there is no FUSE.
    shutil.copytree(workshop.freeze(archived=True), folder / "usr/lib/hourpass", symlinks=True)
    resources = workshop.root / "resources"
    shutil.copy(workshop.root / "installer/appimage/AppRun", folder / "AppRun")
    entry = (resources / "hourpass.desktop").read_text(encoding="utf-8")
    # Tools that take an AppImage into the menu put its own path there, and find no such program elsewhere.
    without = "".join(line for line in entry.splitlines(keepends=True) if not line.startswith("TryExec="))
    (folder / "hourpass.desktop").write_text(without, encoding="utf-8")
    shutil.copy(resources / "icons/hourpass.svg", folder / "hourpass.svg")
    shutil.copy(workshop.draw_icons() / "256.png", folder / ".DirIcon")
    write_metainfo(workshop, folder / "usr/share/metainfo")
    settle(folder, workshop.epoch)
    return folder


def fetched(machine: str) -> bytes:
    """The runtime of the pinned release."""
    address = RUNTIME_URL.format(release=RUNTIME_RELEASE, machine=machine)
    with urllib.request.urlopen(address, timeout=FETCH_SECONDS) as answer:  # noqa: S310 (a fixed https address)
        content: bytes = answer.read()
    return content


def checked(runtime: bytes, machine: str) -> None:
    """SystemExit where *runtime* is not the pinned one."""
    found = hashlib.sha256(runtime).hexdigest()
    if found != RUNTIME_SHA256.get(machine):
        raise SystemExit(f"The runtime for {machine} is not the one that is pinned: its SHA-256 is {found}.")
