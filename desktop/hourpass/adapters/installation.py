"""What this installation is made of."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("PySide6-Essentials", "boto3", "botocore", "keyring", "secretstorage", "cryptography", "moto")


def system() -> str:
    """The operating system, as it names itself, and its Python. Blocking: it reads files."""
    import platform  # here for speed: a diagnosis is rare

    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (AttributeError, KeyError, OSError):
        name = platform.system()
    return f"{name}, {platform.release()}, {platform.machine()}, Python {platform.python_version()}"


def libraries() -> tuple[tuple[str, str], ...]:
    """What it stands on, by name and version, as far as it is there. Blocking: it reads files."""
    found = []
    for name in PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return tuple(found)
