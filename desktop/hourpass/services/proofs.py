"""Codes on their way to AWS: checked before, booked as spent, and booked again by the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.totp import CodeFlaw, read_code
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.ports import CodeProof
from hourpass.services.stored_seeds import StoredSeeds


class Proofs:
    """Hands out each code once."""

    def __init__(self, ledger: CodeLedger, seeds: StoredSeeds | None = None) -> None:
        self._ledger, self._seeds = ledger, seeds

    def check(self, profile: Profile, code: str, cancel: Cancel) -> str:
        """The digits of *code*, if they may be sent for *profile*'s device; HourpassError if not.

        Where nothing was typed and the device's secret key is stored, a code of our own.
        """
        typed = read_code(code)
        serial = profile.device_serial
        if typed.flaw is CodeFlaw.EMPTY and serial and profile.makes_codes and self._seeds is not None:
            return self._seeds.code(serial, cancel)
        if typed.flaw is CodeFlaw.EMPTY or not serial:
            raise HourpassError(Problem(Reason.CODE_NEEDED, {"serial": serial}))
        if typed.flaw is not None:
            raise HourpassError(Problem(Reason.CODE_MALFORMED))
        if problem := self._ledger.problem(serial, typed.digits):
            raise HourpassError(problem)
        return typed.digits

    @contextmanager
    def spend(self, serial: str, code: str) -> Iterator[CodeProof]:
        """The proof to send; how the block ends tells the ledger what became of it."""
        if problem := self._ledger.claim(serial, code):
            raise HourpassError(problem)
        try:
            yield CodeProof(serial, code)
        except HourpassError as error:
            if error.problem.never_sent:
                self._ledger.never_sent(serial, code)
            elif error.problem.reason is Reason.CODE_REFUSED:
                self._ledger.answered(serial, code, accepted=False)
            raise
        else:
            self._ledger.answered(serial, code, accepted=True)
