"""A setting that is one choice out of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Combo
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.sections import Section
from hourpass.gui.theme import Theme


class Choice(FieldRow):
    """A list to choose one from, with what it means below. A choice is what is said, and what that stands for."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        title: str,
        object_name: str,
        accessible_name: str,
        choices: Sequence[tuple[str, object]],
        now: object,
        section: Section,
    ) -> None:
        inputs = QWidget(section)
        combo = Combo(theme, inputs)
        combo.setObjectName(object_name)
        combo.setAccessibleName(accessible_name)
        for place, (said, meant) in enumerate(choices):
            combo.addItem(said, meant)
            if meant == now:
                combo.setCurrentIndex(place)
        super().__init__(field_grid(inputs), title, combo)
        combo.activated.connect(lambda _index: self.chosen.emit(combo.currentData()))
        section.body.addWidget(inputs)
