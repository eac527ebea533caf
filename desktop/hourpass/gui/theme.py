"""The look as a whole: follows the system's light or dark scheme, live, with colours of our own both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from hourpass.gui.palette import DARK, LIGHT, Colors, palette
from hourpass.gui.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont

__all__ = ["DARK", "LIGHT", "Colors", "Theme", "scaled_font"]

TITLE_SCALE = 1.4


class Theme(QObject):
    """Dresses the application, and tells whoever paints by hand when the colours have changed.

    PySide makes all enums of Qt's name space the first time that one of them is met, which takes 20 to 30 ms. So the
    first frame is dressed by how dark the desktop's own palette is; :meth:`follow` then asks for the scheme itself.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._forced: Qt.ColorScheme | None = None
        self._motion = True
        self._colors = DARK if app.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT

    @property
    def colors(self) -> Colors:
        """The colours in force."""
        return self._colors

    def apply(self) -> None:
        """Dress the application. Cheapest before the first widget exists."""
        self._app.setPalette(palette(self._colors))
        self._app.setStyleSheet(stylesheet(self._colors))

    def follow(self) -> None:
        """Follow the system from now on."""
        # The desktop's own palette may lag behind or contradict what it says of its scheme, so only the word counts.
        self._app.styleHints().colorSchemeChanged.connect(self._turn)
        self._turn()

    def force(self, scheme: Qt.ColorScheme | None) -> None:
        """Hold *scheme* whatever the system says; None follows the system again."""
        self._forced = scheme
        self._turn()

    def allow_motion(self, allowed: bool) -> None:
        """What the desktop says of it, as far as it has been heard."""
        self._motion = allowed

    @property
    def motion_wanted(self) -> bool:
        """Whether the system lets things move, at this moment."""
        from hourpass.adapters.less_motion import less_motion_wanted  # here for speed: at the start nothing moves

        style = self._app.style()
        animated = style.styleHint(style.StyleHint.SH_Widget_Animation_Duration) > 0
        return self._motion and animated and not less_motion_wanted()

    def _turn(self) -> None:
        wanted = self._wanted()
        if wanted is self._colors:
            return
        self._colors = wanted
        self.apply()
        self.changed.emit()

    def _wanted(self) -> Colors:
        from PySide6.QtCore import Qt  # here for speed, see above

        scheme = self._forced or self._app.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def scaled_font(base: QFont, scale: float = 1.0, *, bold: bool = False, tabular: bool = False) -> QFont:
    """*base* larger or smaller, whichever unit it is measured in; *tabular* gives all figures one width."""
    from PySide6.QtGui import QFont  # here for speed: the first frame needs no font of its own

    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * scale)
    else:
        font.setPixelSize(round(base.pixelSize() * scale))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
