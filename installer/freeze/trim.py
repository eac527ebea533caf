"""What of all that PyInstaller finds goes into the packages."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""Where it goes in the bundle, where it comes from (a link: what it points to), and of what kind it is."""

UNUSED = (
    "IPython", "_pytest", "cython", "curses", "dbm", "distutils", "docutils", "ensurepip", "idlelib", "lib2to3",
    "matplotlib", "numpy", "packaging", "pandas", "pip", "pkg_resources", "pycparser", "pydoc", "pydoc_data", "pytest", "setuptools",
    "sqlite3", "test", "tkinter", "turtle", "venv", "wheel",
    # GNU readline is under the GPL, and Python would load it for prompts alone.
    "readline",
    # Reached from moto and its kind by imports that none of our calls come to.
    "PIL", "docker", "flask", "openapi_spec_validator", "cfnlint", "aws_xray_sdk",
)  # fmt: skip
"""Modules. Not unittest: moto imports it."""

KEPT_SERVICES = frozenset({"iam", "sts", "s3", "sso", "sso-oidc"})
"""Of botocore's descriptions of services, 26 of its 28 MB."""

KEPT_PLUGINS = {
    "platforms": r"q(xcb|wayland.*|offscreen|windows|cocoa)",
    "iconengines": r"qsvgicon",
    "imageformats": r"q(svg|ico|icns)",
    "platforminputcontexts": r"(compose|ibus).*",  # Japanese and Korean are typed through these
    "platformthemes": r"qxdgdesktopportal",  # not GTK's: it would bring all of GTK
    "wayland-shell-integration": r".*",
    "wayland-decoration-client": r".*",
    "styles": r".*",
}

# What every desktop has, in a version that fits its kernel, its drivers and its fonts: bundled ones break things.
# libstdc++ and libgcc_s go with the drivers of the screen.
OF_EVERY_DESKTOP = re.compile(
    r"lib(c|m|dl|rt|pthread|resolv|util|GL|GLX|GLdispatch|EGL|OpenGL|drm|gbm|X11|X11-xcb|Xau|Xdmcp|xcb|stdc\+\+|gcc_s"
    r"|fontconfig|freetype|glib-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0|gthread-2\.0|dbus-1|expat|z|com_err|systemd|cap"
    r"|gcrypt|gpg-error|lz4|lzma|png16|wayland-client|wayland-cursor|wayland-egl|selinux|mount|blkid|bsd|md)\.so(\..*)?"
)
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")


def kept_data(entries: Iterable[Entry], languages: Sequence[str], binaries: Iterable[Entry]) -> list[Entry]:
    """The files that are of use to an app that speaks *languages*; of links, those to one of *binaries*."""
    libraries = {PurePosixPath(entry[0]).name for entry in binaries}
    return [
        entry
        for entry in entries
        if (
            PurePosixPath(entry[0]).name in libraries
            if entry[2] == "SYMLINK"
            else _is_kept_data(PurePosixPath(entry[0].replace("\\", "/")), languages)
        )
    ]


def kept_binaries(entries: Iterable[Entry]) -> list[Entry]:
    """Programs and libraries without Qt plugins that nothing here uses, and without what only those needed."""
    wanted = [entry for entry in entries if _is_kept_binary(PurePosixPath(entry[0].replace("\\", "/")))]
    if sys.platform != "linux":
        return wanted  # elsewhere PyInstaller takes nothing from the system
    needed = _reached({PurePosixPath(entry[0]).name: entry for entry in wanted})
    return [entry for entry in wanted if PurePosixPath(entry[0]).name in needed]


def _is_kept_data(path: PurePosixPath, languages: Sequence[str]) -> bool:
    parts = path.parts
    if parts[:2] == ("botocore", "data"):
        return len(parts) == 3 or parts[2] in KEPT_SERVICES
    if parts[:2] in {("boto3", "data"), ("boto3", "examples")}:
        return False
    if "translations" in parts and parts[0] == "PySide6":
        return path.name in {f"qtbase_{language}.qm" for language in languages}
    if parts[0] == "PySide6":  # the rest of it is for those who build with Qt
        return path.suffix not in {".pyi", ".h", ".xml", ".cmake", ".json", ".qml", ".prl"} and "qml" not in parts
    # Not one of dist-info is left out: keyring finds its backends there.
    return path.suffix not in {".pyi", ".c", ".h", ".ts"}


def _is_kept_binary(path: PurePosixPath) -> bool:
    if "plugins" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        name = path.name.removeprefix("lib").partition(".")[0]
        return kind in KEPT_PLUGINS and re.fullmatch(KEPT_PLUGINS[kind], name) is not None
    if path.name.lower() == "opengl32sw.dll":  # 20 MB that draw OpenGL without a graphics card; nothing here does
        return False
    return OF_EVERY_DESKTOP.fullmatch(path.name) is None


def _reached(by_name: dict[str, Entry]) -> set[str]:
    """The names of those that Python and Qt load by themselves, and of what these need."""
    roots = [name for name, entry in by_name.items() if not _is_mere_library(PurePosixPath(entry[0]))]
    reached: set[str] = set()
    while roots:
        name = roots.pop()
        if name in reached or name not in by_name:
            continue
        reached.add(name)
        roots += _needs(by_name[name])
    return reached


def _is_mere_library(path: PurePosixPath) -> bool:
    """Whether it is loaded only because something else needs it: `lib….so.N`, but not Python itself."""
    named = re.fullmatch(r"lib.+\.so\.[\d.]+", path.name) is not None
    return named and not path.name.startswith("libpython")


def _needs(entry: Entry) -> list[str]:
    target, source, kind = entry
    if kind == "SYMLINK":
        return [PurePosixPath(source).name]
    told = subprocess.run(
        ["readelf", "-d", source],  # noqa: S607 (of binutils, which PyInstaller wants as well)
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode and Path(source).suffix == ".so":
        raise RuntimeError(f"readelf cannot read {target}: {told.stderr}")
    return _NEEDED.findall(told.stdout)
