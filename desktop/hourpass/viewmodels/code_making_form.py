"""What is typed to let Hourpass make a device's codes: its secret key, and a code that shows that it is the right one."""

from __future__ import annotations

from enum import Enum, auto

from hourpass.domain.totp import read_code
from hourpass.services.pairing import Pairing, Verdict
from hourpass.services.ports import Clock
from hourpass.services.stored_seeds import read_seed


class SeedFlaw(Enum):
    """What is wrong with the text in the secret key's field."""

    MISSING = auto()
    NOT_A_SECRET_KEY = auto()


class CodeMakingForm:
    """Holds what was typed for as long as the dialog is open."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._text = self._code = ""

    def type_seed(self, text: str) -> None:
        """*text* now stands in the secret key's field."""
        self._text = text

    def type_code(self, text: str) -> None:
        """*text* now stands in the code's field."""
        self._code = text

    @property
    def seed(self) -> str:
        """The secret key, in base32; empty where the text is none."""
        return read_seed(self._text) or ""

    @property
    def seed_flaw(self) -> SeedFlaw | None:
        if not self._text.strip():
            return SeedFlaw.MISSING
        return None if self.seed else SeedFlaw.NOT_A_SECRET_KEY

    @property
    def verdict(self) -> Verdict | None:
        """Whether the code belongs to the secret key; None while there is not yet enough to tell."""
        typed = read_code(self._code)
        if not self.seed or not typed.complete:
            return None
        return Pairing(self.seed, self._clock).first(typed.digits)

    @property
    def complete(self) -> bool:
        """Whether key and code are there and belong together."""
        verdict = self.verdict
        return verdict is not None and verdict.flaw is None
