"""Packs the icon's pictures into one file for Windows and one for macOS: `pack_icon.py FOLDER`."""

import sys
from pathlib import Path

from PIL import Image

WINDOWS = (16, 20, 24, 32, 48, 64, 256)
MACOS = (16, 32, 64, 128, 256, 512, 1024)


def pack(folder: Path) -> None:
    """`hourpass.ico` and `hourpass.icns`, each size as it was drawn, not scaled."""
    for name, sizes in (("hourpass.ico", WINDOWS), ("hourpass.icns", MACOS)):
        pictures = [Image.open(folder / f"{size}.png") for size in sizes]
        pictures[-1].save(folder / name, sizes=[(size, size) for size in sizes], append_images=pictures[:-1])


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
