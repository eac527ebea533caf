"""The Windows installer, and what its programs say of themselves. Made on Windows; its script compiles on Linux as well.

HOURPASS_SIGN_COMMAND   what signs a file that is put behind it, as `signtool sign /a /fd SHA256`; without it nothing is
                        signed, and SmartScreen warns
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from _packaging import Workshop

PROGRAMS = ("hourpass.exe", "hourpass-cli.exe")
_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'The Hourpass authors'),
      StringStruct('FileDescription', 'Hourpass'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('LegalCopyright', 'The Hourpass authors'),
      StringStruct('ProductName', 'Hourpass'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])]),
  ],
)
"""


def write_version_resource(path: Path, version: str) -> None:
    """What Windows shows among a program's properties; the Task Manager takes its name from there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    numbers = (*(int(part) for part in version.split(".")), 0)
    path.write_text(_RESOURCE.format(numbers=numbers, version=version), encoding="utf-8")


def make(workshop: Workshop) -> Path:
    """The installer of the app as frozen on this system, in `dist/`."""
    return compile_script(workshop, workshop.freeze(), os.environ.get("HOURPASS_SIGN_COMMAND", ""))


def compile_script(workshop: Workshop, bundle: Path, sign: str = "") -> Path:
    """The installer of what lies in *bundle*. *sign* is what signs a file that is put behind it: the two programs, the
    uninstaller and the installer.
    """
    if sign:
        for name in PROGRAMS:
            workshop.run(f"Signing {name}", [*_words(sign), str(bundle / name)])
    workshop.out.mkdir(exist_ok=True)
    made = workshop.out / f"Hourpass-{workshop.version}-windows-x64.exe"
    script = workshop.root / "installer/windows/hourpass.nsi"
    values = {"VERSION": workshop.version, "BUNDLE": bundle, "ICON": workshop.draw_icons() / "hourpass.ico"}
    defined = [
        f"-D{name}={value}" for name, value in ({**values, "OUTPUT": made} | ({"SIGN": sign} if sign else {})).items()
    ]
    compiler = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    workshop.run("Compiling the installer", [compiler, "-INPUTCHARSET", "UTF8", "-WX", "-V2", *defined, str(script)])
    return made


def _words(command: str) -> list[str]:
    """As Windows reads them: a backslash is one, and only double quotes hold words together."""
    return [word.strip('"') for word in shlex.split(command, posix=False)]
