"""Giving an MFA device to a user, by two codes in a row."""

from __future__ import annotations

from datetime import timedelta

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import Iam
from hourpass.services.trying_again import Patience, TryingAgain, outcome_unknown, waiting_for

CODES_KEEP = timedelta(seconds=8)
"""How long a pair is sent again that AWS refused without looking at it. Older, AWS would take it and remember a drift."""

# Who is refused like this has not spent the codes: the user or the device is too new, or too much is asked at once.
_UNSPENT = waiting_for(Reason.NOT_FOUND, Reason.CHANGING_NOW, Reason.THROTTLED, budget=CODES_KEEP)


class Registering:
    """Sends each pair once, and looks whether it came through where the answer does not tell. *user_name* may be our
    own, or anybody's whom *iam* may change.
    """

    def __init__(self, iam: Iam, again: TryingAgain, user_name: str, serial: str) -> None:
        self._iam, self._again, self._user_name, self._serial = iam, again, user_name, serial

    def send(self, first: str, second: str, cancel: Cancel) -> None:
        """EnableMFADevice. CODES_REFUSED where the codes are not the device's, or not in order."""
        call = ApiCall("EnableMFADevice", {**of_user(self._user_name, self._serial), **pair(first, second)})
        try:
            self._again.until_done(lambda: self._iam.change(call), Patience(_UNSPENT, troubles=0), _unheard, cancel)
        except HourpassError as error:
            if not self._came_through(error.problem, cancel):
                raise

    def done(self, cancel: Cancel) -> bool:
        """Whether the user has the device."""
        listed = self._iam.devices(self._user_name, cancel)
        return self._serial in {device.serial for device in listed}

    def _came_through(self, problem: Problem, cancel: Cancel) -> bool:
        """Whether the device is the user's although AWS's answer was *problem*."""
        if problem.reason is not Reason.DEVICE_IN_USE and not outcome_unknown(problem):
            return False
        try:
            return self._again.until_done(lambda: self.done(cancel), Patience(waiting_for()), _unheard, cancel)
        except HourpassError:
            return False


def of_user(user_name: str, serial: str) -> dict[str, str]:
    """The parameters that name a user's device."""
    return {"UserName": user_name, "SerialNumber": serial}


def pair(first: str, second: str) -> dict[str, str]:
    """The parameters of two codes, the older one first."""
    return {"AuthenticationCode1": first, "AuthenticationCode2": second}


def _unheard(_tries: int, _why: Reason) -> None:
    """Nobody watches: it takes seconds."""
