"""The setup wizard as a person goes through it: clicks, names, a phone that reads the QR code off the screen."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp

from desktop.accessible import Reader
from desktop.bus import wait_for
from desktop.desk import Desk
from phone_eyes import read_qr_code

STEP = 30


class Phone:
    """An authenticator app that has scanned a QR code."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        parts = urlsplit(uri)
        (self.seed,) = parse_qs(parts.query)["secret"]
        self._totp = pyotp.TOTP(self.seed)
        self._shown = ""

    @classmethod
    def told(cls, seed: str) -> Phone:
        """One that was told the secret key, by somebody who cannot scan."""
        return cls(f"otpauth://totp/told?secret={seed.replace(' ', '').replace(chr(10), '')}")

    def pair(self) -> tuple[str, str]:
        """The code that has just gone and the one that has come for it, in time to type both."""
        wait_for(lambda: time.time() % STEP < STEP - 4, "time enough to type two codes")
        now = datetime.now(UTC)
        self._shown = self._totp.at(now)
        return self._totp.at(now - timedelta(seconds=STEP)), self._shown

    def fresh(self) -> str:
        """The code on its screen, once that is another one than it gave before."""
        return wait_for(self._another, "the phone's next code", STEP + 5)

    def _another(self) -> str:
        code = self._totp.at(datetime.now(UTC))
        if code == self._shown:
            return ""
        self._shown = code
        return code


class Wizard:
    """Counts what a person has to do; codes apart."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        self.desk, self.reader, self.clicks = desk, reader, 0

    def click(self, identifier: str, seconds: float = 10.0) -> None:
        self.reader.click(identifier, seconds)
        self.clicks += 1

    def go_on(self, page: str, seconds: float = 20.0) -> None:
        """Press Next, and see *page*."""
        self.click("wizardNextButton", seconds)
        self.reader.find(page, seconds)

    def to_review(self, door: str) -> None:
        """From the *door* to the page that shows the plan, with all as it was proposed."""
        self.click(door, 20)
        self.reader.find("credentialsPage")
        self.reader.says("identityLabel", "111122223333", 20)
        self.go_on("namesPage")
        self.go_on("reviewPage")

    def scan(self) -> Phone:
        """Read the QR code off the screen."""
        self.reader.find("qrImage")
        return Phone(wait_for(lambda: read_qr_code(self.desk.look()), "a QR code that can be read"))

    def pair(self, phone: Phone) -> None:
        """Type two codes that follow each other."""
        self.reader.usable("firstCodeInput")
        self.desk.type(phone.fresh())
        self.reader.usable("secondCodeInput")
        self.desk.type(phone.fresh())
        self.reader.find("provePage", 20)

    def prove(self, phone: Phone) -> None:
        """Type a third one as soon as it is asked for, which is once AWS has refused without one."""
        self.reader.usable("proofCodeInput", 60)
        self.desk.type(phone.fresh())
        self.reader.usable("wizardFinishButton", 30)


def choose(reader: Reader, profile: str, combo: str = "adminProfileCombo") -> None:
    """Choose *profile* in the list, by its first letters."""
    reader.click(combo)
    reader.desk.type(profile)
    reader.desk.key("Return")
