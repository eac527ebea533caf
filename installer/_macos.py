"""The disk image for macOS: the app as PyInstaller bundles it, signed and notarised where there is an identity to do it by.

Untried: it was written without a Mac, and runs in the workflow alone.

  HOURPASS_SIGN_IDENTITY   a Developer ID of the keychain; without it the app is signed ad hoc, and Gatekeeper warns
  HOURPASS_NOTARY_PROFILE  a profile of `xcrun notarytool store-credentials`; without it nothing is sent to Apple
"""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from _packaging import Workshop


def make(workshop: Workshop) -> Path:
    """The image, in `dist/`."""
    app = workshop.freeze()
    add_texts(workshop, app)
    identity = os.environ.get("HOURPASS_SIGN_IDENTITY", "")
    _sign(workshop, app, identity)
    stage = workshop.build / "dmg"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    shutil.copytree(app, stage / app.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    workshop.out.mkdir(exist_ok=True)
    made = workshop.out / f"Hourpass-{workshop.version}-macos-{platform.machine()}.dmg"
    made.unlink(missing_ok=True)
    image = ["hdiutil", "create", "-format", "ULFO", "-volname", "Hourpass", "-srcfolder", str(stage), str(made)]
    workshop.run("Making the disk image", image)
    if identity:
        workshop.run("Signing the disk image", ["codesign", "--sign", identity, "--timestamp", str(made)])
    if profile := os.environ.get("HOURPASS_NOTARY_PROFILE", ""):
        notary = ["xcrun", "notarytool", "submit", str(made), "--keychain-profile", profile, "--wait"]
        workshop.run("Having Apple notarise it", notary)
        workshop.run("Attaching the ticket", ["xcrun", "stapler", "staple", str(made)])
        workshop.run(
            "Asking Gatekeeper", ["spctl", "-a", "-t", "open", "--context", "context:primary-signature", str(made)]
        )
    return made


def add_texts(workshop: Workshop, app: Path) -> None:
    """What macOS itself says in the app's name, in each language. It looks for them in folders named after these."""
    for folder in sorted((workshop.root / "installer/macos").glob("*.lproj")):
        shutil.copytree(folder, app / "Contents/Resources" / folder.name, dirs_exist_ok=True)


def _sign(workshop: Workshop, app: Path, identity: str) -> None:
    """With one stable identity: the Keychain asks its person again whenever the signature changes.

    From the inside out, as each signature covers those within.
    """
    words = ["codesign", "--force", "--sign", identity or "-"]
    if identity:
        entitlements = workshop.root / "installer/macos/entitlements.plist"
        words += ["--timestamp", "--options", "runtime", "--entitlements", str(entitlements)]
    inside = [path for path in sorted(app.rglob("*")) if path.is_file() and not path.is_symlink() and _is_program(path)]
    for path in sorted(inside, key=lambda path: -len(path.parts)):
        workshop.run(f"Signing {path.name}", [*words, str(path)])
    workshop.run("Signing the app", [*words, str(app)])
    workshop.run("Checking the signature", ["codesign", "--verify", "--strict", "--deep", str(app)])


def _is_program(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}
