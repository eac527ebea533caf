"""What a screen reader calls a control: its words, without the letter that leads to it."""

from __future__ import annotations

import re


class Named:
    """Comes before the class of a button among its bases: has the button called by what stands on it."""

    _called = ""

    def setText(self, text: str) -> None:
        """Show *text*, which is the button's name as well unless it was given another."""
        super().setText(text)  # type: ignore[misc] # the button's
        if self.accessibleName() == self._called:  # type: ignore[attr-defined]
            self._called = without_letter(text)
            self.setAccessibleName(self._called)  # type: ignore[attr-defined]


def without_letter(text: str) -> str:
    """*text* as it is spoken: Japanese and Korean write the letter in brackets behind, which Qt would leave there."""
    return re.sub(r"&(.?)", r"\1", re.sub(r"\s?\(&\w\)", "", text))
