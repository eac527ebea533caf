"""How paragraphs end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hourpass.gui.even_lines import even_width
from hourpass.gui.labels import paragraph
from hourpass.gui.words import SelectableWords, Words

WORDS = {
    "en": "Hourpass asks for the code of your MFA device, gets temporary credentials from AWS, and warns you before they "
    "run out. Your access key stays in the system's keyring.",
    "ja": "このバケットに対する s3:ListBucket を許可するポリシーがありません。アカウントの管理者に追加を依頼してください。",
    "ko": "이 버킷에 대한 s3:ListBucket을 허용하는 정책이 없습니다. 계정 관리자에게 추가를 요청하세요.",
}


def height(text: str, label: QLabel, width: int) -> int:
    whole = QRect(0, 0, width, 10_000)
    return QFontMetrics(label.font()).boundingRect(whole, Qt.TextFlag.TextWordWrap, text).height()


def last_line(label: QLabel) -> int:
    """How many pixels the ink of the last line spans."""
    picture = label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = picture.pixelColor(0, 0)
    bottom = (label.height() + height(label.text(), label, label.width())) // 2
    rows = range(bottom - label.fontMetrics().height(), bottom)
    inked = [x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in rows)]
    return inked[-1] - inked[0] + 1


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("alignment", [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter])
def test_no_paragraph_ends_in_a_lost_word_where_the_lines_have_room(
    qtbot: QtBot, language: str, alignment: Qt.AlignmentFlag
):
    label = paragraph(WORDS[language])
    qtbot.addWidget(label)
    label.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
    usual = label.fontMetrics().horizontalAdvance(label.text()) // 3
    for width in range(usual, usual * 2, 7):
        label.resize(width, height(label.text(), label, width))
        assert last_line(label) >= width * 0.2, width


def test_it_takes_no_more_lines_than_before(qtbot: QtBot):
    label = paragraph(WORDS["en"])
    qtbot.addWidget(label)
    for width in range(200, 600, 7):
        narrower = even_width(label.text(), label.font(), width, label)
        assert narrower <= width
        assert height(label.text(), label, narrower) == height(label.text(), label, width)


def test_one_line_and_long_last_lines_are_left_as_they_are(qtbot: QtBot):
    label = paragraph("Two words")
    qtbot.addWidget(label)
    assert even_width("Two words", label.font(), 500) == 500
    assert even_width("Two words\nand two more", label.font(), 500) == 500


def test_each_of_several_paragraphs_counts(qtbot: QtBot):
    label = paragraph(WORDS["en"])
    qtbot.addWidget(label)
    font, text = label.font(), label.text()
    (width, *_) = [each for each in range(300, 600) if even_width(text, font, each) < each]
    assert even_width(f"{text}\nIt stays there.", font, width) < width
    assert even_width(f"It stays there.\n{text}", font, width) < width


def test_words_that_can_be_selected_stay_as_qt_sets_them(qtbot: QtBot):
    label = paragraph(WORDS["en"])
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    widths = [each for each in range(300, 600) if even_width(label.text(), label.font(), each) < each]
    plain = QLabel(WORDS["en"])
    qtbot.addWidget(plain)
    plain.setWordWrap(True)
    for each in (label, plain):
        each.setProperty("kind", "")
        each.resize(widths[0], 120)
    assert label.grab().toImage() == plain.grab().toImage()


@pytest.mark.parametrize("side", [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter])
def test_words_that_can_be_marked_leave_no_word_alone_either_and_ask_for_no_more_room(
    qtbot: QtBot, side: Qt.AlignmentFlag
):
    words, plain = SelectableWords(), Words()
    for label in (words, plain):
        qtbot.addWidget(label)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(side)
        label.setText(WORDS["en"])
    width = next(w for w in range(150, 600) if even_width(WORDS["en"], words.font(), w, words) < w)
    words.resize(width, words.heightForWidth(width))
    words.show()
    margins = words.contentsMargins()
    assert words.contentsRect().width() == even_width(WORDS["en"], words.font(), width, words)
    free = width - words.contentsRect().width()
    assert margins.left() == (free // 2 if side is Qt.AlignmentFlag.AlignHCenter else 0)
    assert words.heightForWidth(width) >= height(WORDS["en"], words, words.contentsRect().width())
    for asked in (width, width - 20, 2 * width):
        assert words.heightForWidth(asked) == plain.heightForWidth(asked)
    assert words.minimumSizeHint().width() == plain.minimumSizeHint().width()
    words.resize(2000, 40)
    assert words.contentsMargins().right() == 0
