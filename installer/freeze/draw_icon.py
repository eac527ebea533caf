"""Draws the app's icon: `draw_icon.py hourpass.svg FOLDER` makes `FOLDER/16.png` and so on."""

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 22, 24, 32, 40, 48, 64, 96, 128, 256, 512, 1024)


def draw(svg: Path, folder: Path) -> None:
    """A picture for each size."""
    _app = QGuiApplication([])
    renderer = QSvgRenderer(QByteArray(svg.read_bytes()))
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        if not image.save(str(folder / f"{size}.png")):
            raise SystemExit(f"cannot write {size}.png")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
