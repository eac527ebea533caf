from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hourpass.domain.activity import Exchange
from hourpass.gui.activity_model import ActivityModel
from hourpass.gui.bucket_model import BucketModel
from hourpass.gui.controls import (
    ElidedLabel,
    heading_label,
    mono_label,
    muted_label,
    paragraph,
    plain_tip,
    text_label,
    title_label,
)
from hourpass.gui.labels import elided
from hourpass.gui.named import without_letter

MARKUP = "<b>logs</b> &amp; more"
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TIP = Qt.ItemDataRole.ToolTipRole


def as_read(tip: object) -> str:
    """What is seen of a tooltip whose text is *tip*."""
    document = QtGui.QTextDocument()
    (document.setHtml if QtGui.Qt.mightBeRichText(str(tip)) else document.setPlainText)(str(tip))
    return document.toPlainText()


@pytest.mark.parametrize("make", [text_label, title_label, heading_label, muted_label, mono_label, paragraph])
def test_a_label_shows_foreign_words_as_they_stand(qtbot: QtBot, make: Callable[[str], QLabel]):
    label = make(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("text", [MARKUP, "logs", "a < b", "&lt;logs", "", "<br>", "arn:aws:s3:::logs"])
def test_a_tooltip_reads_as_the_text_that_it_was_given(qapp: object, text: str):
    assert as_read(plain_tip(text)) == text


def test_an_elided_name_is_no_markup_in_its_tooltip(qtbot: QtBot):
    label = ElidedLabel(QtGui.QFont(), Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.setText(MARKUP)
    label.resize(30, 20)
    label.grab()
    assert as_read(label.toolTip()) == MARKUP


@pytest.mark.parametrize("room", range(8, 50, 7))
def test_a_text_elided_in_its_middle_uses_the_room_that_it_has(qapp: object, room: int):
    metrics = QtGui.QFontMetrics(mono_label("").font())
    arn = "arn:aws:iam::111122223333:role/somewhere/deep/s3-reader"
    letter = metrics.horizontalAdvance("a" * 100) / 100
    shown = elided(arn, Qt.TextElideMode.ElideMiddle, round(room * letter), metrics)
    assert room * letter - 1.1 * letter <= metrics.horizontalAdvance(shown) <= round(room * letter)
    assert shown.startswith("arn")
    assert shown.endswith("der")


def test_a_text_that_has_room_is_not_elided(qapp: object):
    metrics = QtGui.QFontMetrics(QtGui.QFont())
    assert elided("reports", Qt.TextElideMode.ElideMiddle, metrics.horizontalAdvance("reports"), metrics) == "reports"
    assert elided("reports", Qt.TextElideMode.ElideMiddle, 0, metrics) == "…"


def test_a_buckets_name_is_no_markup_in_its_tooltip(qapp: object):
    model = BucketModel()
    model.add([[(MARKUP, "eu-west-1", MARKUP)]])
    assert as_read(model.data(model.index(0, 0), TIP)) == MARKUP
    assert as_read(model.data(model.index(0, 2), TIP)) == MARKUP


def test_what_a_server_said_is_no_markup_in_its_tooltip(qapp: object):
    model = ActivityModel()
    model.show([Exchange(AT, "s3", "ListBuckets", "s3.example.org", timedelta(), 403, "AccessDenied", MARKUP)])
    assert as_read(model.data(model.index(0, 1), TIP)) == MARKUP


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("&Save", "Save"),
        ("保存(&S)", "保存"),
        ("AWS 구성 파일에서 가져오기 (&I)…", "AWS 구성 파일에서 가져오기…"),
        ("Plain", "Plain"),
        ("Research && &Development", "Research & Development"),
    ],
)
def test_a_letter_that_leads_to_a_button_is_not_spoken(text: str, spoken: str):
    assert without_letter(text) == spoken
