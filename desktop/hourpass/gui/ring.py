"""The ring: time left, drawn by one painter for the app, the tray, a row and the big countdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import Enum, auto
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hourpass.domain.expiry import Phase
from hourpass.gui.palette import Colors
from hourpass.gui.theme import Theme, scaled_font

ICON_SIZES = (16, 22, 24, 32, 44, 48, 64, 96, 128)
"""The sizes that window managers ask for, at scale 1 and 2."""
TRAY_SIZES = (16, 22, 24, 32, 48, 64)
"""Those that trays ask for. Each is drawn and sent to the tray whenever the ring has moved on, all day."""
MENU_SIZES = (16, 24, 32)
"""Those that menus ask for. Drawing all of ICON_SIZES for each row takes longer than a frame."""
SMALL = 30
"""Below this size the glyph is drawn larger for its ring, or it would be a speck."""
SMALLEST_ARC = 0.02
"""As long as any time is left some of the arc is, or it would read as expired."""
_THIN = 0.5
"""How much of its stroke an empty ring keeps."""
_TURN = 360 * 16  # QPainter counts sixteenths of a degree


_OVER = frozenset({Phase.NONE, Phase.EXPIRED})


class Glyph(Enum):
    """What stands inside the ring."""

    KEYHOLE = auto()
    EXCLAMATION = auto()
    NONE = auto()


def room_for_ring(widget: QWidget) -> QRectF:
    """Where *widget* may paint a ring: at a broken scale its own edges may lie between two pixels of the screen, and would
    cut the ring flat.
    """
    return QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)


def paint_ring(painter: QPainter, rect: QRectF, phase: Phase, fraction: float, colors: Colors, glyph: Glyph) -> None:
    """Paint the ring of *phase* with its *glyph* into the largest square of *rect*."""
    over = phase in _OVER
    paint_arc(painter, rect, fraction, None if over else phase_color(phase, colors), colors)
    _paint_glyph(painter, rect, glyph, over=over, colors=colors)


def _paint_glyph(painter: QPainter, rect: QRectF, glyph: Glyph, *, over: bool, colors: Colors) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    square = _square(rect)
    if square.width() < SMALL:
        more = square.width() * 0.1
        square.adjust(-more, -more, more, more)
    if glyph is Glyph.KEYHOLE:
        painter.setBrush(QColor(colors.muted if over else colors.text))
        painter.drawPath(_keyhole(square))
    elif glyph is Glyph.EXCLAMATION:
        painter.setBrush(QColor(colors.bad))
        painter.drawPath(_exclamation(square))
    painter.restore()


def paint_arc(painter: QPainter, rect: QRectF, fraction: float, color: QColor | None, colors: Colors) -> None:
    """Paint a ring of which *fraction* is left in *color*, from twelve o'clock on, clockwise; None leaves nothing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    square = _square(rect)
    width = stroke_width(square.width())
    inner = square.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    _draw_track(painter, inner, width, colors, alone=color is None)
    if color is not None:
        _draw_left(painter, inner, width, fraction, color)
    painter.restore()


def _draw_track(painter: QPainter, inner: QRectF, width: float, colors: Colors, *, alone: bool) -> None:
    """The ring without what is left. *alone* it has to be seen by itself, and is a thin line: no full ring is one."""
    painter.setPen(QPen(track_color(colors, alone=alone), width * (_THIN if alone else 1)))
    painter.drawEllipse(inner)


def _draw_left(painter: QPainter, inner: QRectF, width: float, fraction: float, color: QColor) -> None:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if fraction >= 1:
        painter.drawEllipse(inner)
    else:
        painter.drawArc(inner, _TURN // 4, -round(max(fraction, SMALLEST_ARC) * _TURN))


def stroke_width(side: float) -> float:
    """How thick a ring of *side* is drawn: small ones thicker for their size, to be seen at all."""
    return min(side * 0.14, 1.8 + side * 0.06)


def phase_color(phase: Phase, colors: Colors) -> QColor:
    """The colour that goes with *phase*, for things drawn."""
    match phase:
        case Phase.FRESH:
            return QColor(colors.ok)
        case Phase.LOW:
            return QColor(colors.warn)
        case Phase.LAST:
            return QColor(colors.bad)
        case Phase.NONE | Phase.EXPIRED:
            return QColor(colors.muted)


def track_color(colors: Colors, *, alone: bool) -> QColor:
    """The ring's empty part: see-through, so that it shows on a selected row as well. *alone* it contrasts by 3:1."""
    color = QColor(colors.muted)
    color.setAlphaF((0.65 if colors.dark else 0.8) if alone else 0.19)
    return color


def ring_icon(phase: Phase, fraction: float, colors: Colors, sizes: Sequence[int] = ICON_SIZES) -> QIcon:
    """The ring as an icon. It brings its own ground along: a panel may be light or dark whatever the scheme is."""
    icon = QIcon()
    for size in sizes:
        image = QImage(_still(phase, colors, size))
        if phase not in _OVER:
            width = stroke_width(size)
            inner = QRectF(0, 0, size, size).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw_left(painter, inner, width, fraction, phase_color(phase, colors))
            painter.end()
        icon.addPixmap(QPixmap.fromImage(image))
    return icon


@lru_cache(maxsize=64)
def _still(phase: Phase, colors: Colors, size: int) -> QImage:
    """What of an icon does not move: its ground, the ring's empty part and the glyph.

    Qt spreads the blending of what can be seen through over a pool of threads, which would wake for every icon.
    """
    glyph = Glyph.EXCLAMATION if phase is Phase.LAST else Glyph.KEYHOLE
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.panel))
    square = QRectF(0, 0, size, size)
    painter.drawEllipse(square)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = stroke_width(size)
    inner = square.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    _draw_track(painter, inner, width, colors, alone=phase in _OVER)
    _paint_glyph(painter, square, glyph, over=phase in _OVER, colors=colors)
    painter.end()
    return image


def app_icon(colors: Colors) -> QIcon:
    """The mark itself."""
    return ring_icon(Phase.FRESH, 0.72, colors)


class RingPicture(QLabel):
    """The mark with its keyhole, at rest: a picture beside words that say the same."""

    def __init__(self, theme: Theme, phase: Phase, fraction: float, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phase = phase
        self._fraction = fraction
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ring(painter, room_for_ring(self), self._phase, self._fraction, self._theme.colors, Glyph.KEYHOLE)
        painter.end()


class CountdownRing(QLabel):
    """The big ring with the time left in it. Shows what it is told; whoever tells it keeps the time."""

    SIDE = 104

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phase = Phase.NONE
        self._fraction = 0.0
        self._left = timedelta()
        self.setObjectName("countdownRing")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._speak()

    def set_time(self, phase: Phase, fraction: float, left: timedelta) -> None:
        """Show that *left* remains, which is *fraction* of the whole."""
        self._phase, self._fraction, self._left = phase, fraction, left
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.SIDE, self.SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _speak(self) -> None:
        words = self._words()
        if words != self.accessibleName():  # set every second, it would be read out every second
            self.setAccessibleName(words)

    def _words(self) -> str:
        if self._phase is Phase.EXPIRED:
            return self.tr("Expired")
        if self._phase is Phase.NONE:
            return self.tr("No credentials")
        if self._left < timedelta(minutes=1):
            return self.tr("Less than a minute left")
        from hourpass.gui.wording import times  # here for speed: nothing is counted at the first paint

        return self.tr("{0} left", "a span of time").format(times.spoken(self._left))

    def paintEvent(self, _event: QPaintEvent) -> None:
        area = room_for_ring(self)
        painter = QPainter(self)
        paint_ring(painter, area, self._phase, self._fraction, self._theme.colors, Glyph.NONE)
        if self._phase is not Phase.NONE:
            self._paint_time(painter, area)
        painter.end()

    def _paint_time(self, painter: QPainter, area: QRectF) -> None:
        colors = self._theme.colors
        from hourpass.gui.wording import times  # here for speed

        text = times.countdown(self._left)
        number, word = scaled_font(self.font(), 1.75, bold=True, tabular=True), scaled_font(self.font(), 0.85)
        room = 0.74 * (min(area.width(), area.height()) - 2 * stroke_width(area.width()))
        wanted = QFontMetricsF(number).horizontalAdvance(text)
        if wanted > room:
            number = scaled_font(number, room / wanted)
        above, below = QFontMetricsF(number).height(), QFontMetricsF(word).height()
        # The word is the smaller half, so the pair is set a little high to look centred.
        top = area.center().y() - (above + below) / 2
        painter.setPen(QColor(colors.text))
        painter.setFont(number)
        painter.drawText(QRectF(area.left(), top, area.width(), above), Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(QColor(colors.muted))
        painter.setFont(word)
        line = QRectF(area.left(), top + above - 1, area.width(), below)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.tr("left"))


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square


def _keyhole(square: QRectF) -> QPainterPath:
    unit, middle = square.width(), square.center()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addEllipse(middle + QPointF(0, -0.085 * unit), 0.118 * unit, 0.118 * unit)
    path.moveTo(middle + QPointF(-0.052 * unit, -0.04 * unit))
    path.lineTo(middle + QPointF(0.052 * unit, -0.04 * unit))
    path.lineTo(middle + QPointF(0.1 * unit, 0.2 * unit))
    path.lineTo(middle + QPointF(-0.1 * unit, 0.2 * unit))
    path.closeSubpath()
    return path


def _exclamation(square: QRectF) -> QPainterPath:
    unit, middle = square.width(), square.center()
    path = QPainterPath()
    bar = QRectF(0, 0, 0.1 * unit, 0.25 * unit)
    bar.moveCenter(middle + QPointF(0, -0.075 * unit))
    path.addRoundedRect(bar, 0.05 * unit, 0.05 * unit)
    path.addEllipse(middle + QPointF(0, 0.155 * unit), 0.06 * unit, 0.06 * unit)
    return path
