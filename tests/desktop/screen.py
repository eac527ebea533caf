"""The picture on the session's screen."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

from PySide6.QtGui import QImage

# Offsets of the numbers, big-endian, in an X window dump's header.
HEADER_SIZE, WIDTH, HEIGHT, BYTES_PER_LINE, COLOURS = 0, 16, 20, 48, 76
COLOUR_SIZE = 12


def picture(dump: Path) -> QImage:
    """What the screen that Xvfb keeps in *dump* shows now."""
    with dump.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as memory:

        def number(offset: int) -> int:
            return int(struct.unpack_from(">I", memory, offset)[0])

        start = number(HEADER_SIZE) + number(COLOURS) * COLOUR_SIZE
        width, height, line = number(WIDTH), number(HEIGHT), number(BYTES_PER_LINE)
        pixels = memory[start : start + line * height]
    return QImage(pixels, width, height, line, QImage.Format.Format_RGB32).copy()
