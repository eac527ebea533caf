"""The style sheet: what Fusion and the palette do not give by themselves.

Rules name a class or one property of it. Universal selectors and chains of ancestors would be tried on every widget
and are paid for before the first paint.
"""

from __future__ import annotations

from hourpass.adapters.resources import resource_path
from hourpass.gui.palette import Colors

RADIUS = 7

_TAB_LETTERS = 19
"""Pixels of height: with those of the font alone, the line below a letter is cut off where Japanese stands beside it."""

_SHEET = """
QPushButton {{
  border: 1px solid {edge}; border-radius: 7px; background: {panel}; color: {text};
  padding: 7px 14px; min-height: 18px;
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {down}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 6px 13px; outline: none; }}
QPushButton:disabled {{ color: {disabled}; border-color: {line}; }}
QPushButton[kind="primary"] {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_down}; border-color: {accent_down}; }}
QPushButton[kind="primary"]:focus {{
  margin: 4px; border: none; border-radius: 4px; padding: 4px 11px;
}}
QPushButton[kind="primary"]:disabled {{ background: {down}; border-color: {down}; color: {muted_text}; }}
QPushButton[kind="danger"] {{ color: {bad_text}; }}
QPushButton[kind="danger"]:hover {{ background: {bad_soft}; border-color: {bad}; }}
QPushButton[kind="danger"]:disabled {{ color: {disabled}; }}
QPushButton[kind="link"] {{
  background: transparent; border: none; color: {accent}; padding: 4px 0; min-height: 16px;
}}
QPushButton[kind="link"]:hover {{ color: {accent_hover}; text-decoration: underline; }}
QPushButton[kind="link"]:disabled {{ color: {disabled}; }}
QToolButton {{ border: 1px solid transparent; border-radius: 7px; background: transparent; padding: 3px; }}
QToolButton:hover {{ background: {hover}; border-color: {edge}; }}
QToolButton:pressed {{ background: {down}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 2px; }}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit {{
  border: 1px solid {edge}; border-radius: 7px; background: {field}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {muted}; }}
QLineEdit {{ padding: 7px 9px; min-height: 18px; lineedit-clear-button-icon: url("{icons}/{clear}.svg"); }}
QPlainTextEdit, QTextEdit {{ padding: 4px 6px; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 6px 8px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {accent}; padding: 3px 5px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {disabled}; background: {window}; border-color: {line}; }}
QLineEdit#qt_spinbox_lineedit, QLineEdit#qt_spinbox_lineedit:focus {{ border: none; background: transparent; padding: 0;
  min-height: 0; }}
QLineEdit[flawed="true"], QComboBox[flawed="true"], QPlainTextEdit[flawed="true"] {{ border-color: {bad}; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 4px; background: {field};
}}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background: {hover}; }}
QCheckBox:focus, QRadioButton:focus, QTabBar:focus {{ outline: none; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {accent}; width: 12px; height: 12px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{icons}/{checked}.svg"); }}
QCheckBox::indicator:checked:focus {{ background: {field}; image: url("{icons}/{checked}-focused.svg"); }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; width: 6px; height: 6px; }}
QRadioButton::indicator:checked:focus {{ border: 2px solid {accent}; width: 12px; height: 12px;
  image: url("{icons}/{chosen}.svg"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {edge}; background: {window}; }}
QCheckBox::indicator:checked:disabled {{ border-color: {disabled}; background: {disabled}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {disabled}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {muted}; }}
QComboBox {{ padding: 7px 26px 7px 9px; min-height: 18px; combobox-popup: 0; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 6px 25px 6px 8px; }}
QComboBox:!editable {{ padding-left: 11px; }}
QComboBox:!editable:focus {{ padding-left: 10px; }}
QComboBox:hover {{ background: {hover}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox QAbstractItemView {{
  border: 1px solid {line}; background: {panel}; padding: 4px; outline: none;
  selection-background-color: {accent_soft}; selection-color: {text};
}}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0 6px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent_soft}; color: {text}; border-radius: 5px; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QFrame[kind="card"] {{ background: {panel}; border: 1px solid {line}; border-radius: 10px; }}
QFrame[kind="code"] {{ background: {window}; border: 1px solid {line}; border-radius: 7px; }}
QFrame[kind="focus"] {{ background: transparent; border: 2px solid {accent}; border-radius: 7px; }}
QFrame[kind="side"] {{ background: {side}; border: none; }}
QFrame[kind="line"] {{ background: {line}; border: none; }}
QLabel[kind="muted"] {{ color: {muted}; }}
QLabel[kind="muted-side"] {{ color: {muted_text}; }}
QLabel[kind="side-heading"] {{ color: {muted_text}; font-weight: 600; }}
QLabel[kind="waiting"] {{ color: {muted}; qproperty-alignment: AlignCenter; }}
QLabel[kind="ok"] {{ color: {ok_text}; }}
QLabel[kind="warn"] {{ color: {warn_text}; }}
QLabel[kind="bad"] {{ color: {bad_text}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; margin-left: 8px; }}
QTabWidget::tab-bar {{ left: 0; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
  background: transparent; color: {muted}; border: none; border-bottom: 2px solid transparent;
  padding: 7px 0 6px 0; min-height: {tab_letters}px; margin: 0 14px 0 8px;
}}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:selected:focus {{
  border: 2px solid {accent}; border-radius: 7px; padding: 5px 6px 6px 6px;
  margin: 0 6px 0 0;
}}
QTableView, QListView {{
  background: transparent; border: none; outline: none; gridline-color: {line};
  selection-background-color: {accent_soft}; selection-color: {text};
}}
QTableView::item {{ border: none; border-bottom: 1px solid {line}; padding: 0 7px; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {accent_soft}; color: {text}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
  background: {window}; color: {muted}; border: none; border-bottom: 1px solid {line}; padding: 6px 10px;
  font-weight: normal;
}}
QHeaderView::section:hover {{ color: {text}; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QMenu {{ background: {panel}; border: 1px solid {edge}; padding: 5px; }}
QMenu::item {{ padding: 6px 22px 6px 12px; border-radius: 5px; color: {text}; }}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 5px; }}
QMenu::indicator:checked {{ image: url("{icons}/{ticked}.svg"); }}
QMenu::separator {{ height: 1px; background: {line}; margin: 5px 7px; }}
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QProgressBar {{ background: {line}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
"""


def stylesheet(colors: Colors) -> str:
    """The sheet in *colors*."""
    return _SHEET.format(
        **colors._asdict(),
        icons=resource_path("icons").as_posix(),
        ticked="ticked-dark" if colors.dark else "ticked-light",
        checked="checked-dark" if colors.dark else "checked-light",
        chosen="chosen-dark-focused" if colors.dark else "chosen-light-focused",
        clear="clear-dark" if colors.dark else "clear-light",
        tab_letters=_TAB_LETTERS,
        handle=mixed(colors.muted, colors.window, 0.5),
    )


def mixed(over: str, under: str, share: float) -> str:
    """*share* of the colour *over* upon *under*; both ``#rrggbb``."""
    pairs = ((int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + base * (1 - share)):02X}" for top, base in pairs)
