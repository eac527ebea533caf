"""Letting Hourpass make a device's codes, and taking that back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import Profile
from hourpass.services.profile_book import ProfileBook
from hourpass.services.stored_seeds import StoredSeeds


class CodeMaking:
    """For all profiles of a device at once: whose codes are made for one needs none typed for another. Blocks."""

    def __init__(self, book: ProfileBook, seeds: StoredSeeds) -> None:
        self._book, self._seeds = book, seeds

    def begin(self, serial: str, seed: str) -> None:
        """Keep the device's secret key; from now on nobody is asked for its codes."""
        self._seeds.keep(serial, seed)
        try:
            self._tell(serial, makes_codes=True)
        except HourpassError:
            with suppress(HourpassError):  # what was not promised is not kept either
                self.end(serial)
            raise

    def end(self, serial: str) -> None:
        """Delete the secret key; its codes are typed again. First the promise is taken back, then the key."""
        try:
            self._tell(serial, makes_codes=False)
        finally:
            self._seeds.drop(serial)

    def let_go(self, profile: Profile) -> None:
        """*profile* has gone, or has another device now: delete the key unless another one stands on it."""
        others = (each for each in self._book.profiles if each.makes_codes and each.id != profile.id)
        if profile.makes_codes and all(each.device_serial != profile.device_serial for each in others):
            self._seeds.drop(profile.device_serial)

    def _tell(self, serial: str, *, makes_codes: bool) -> None:
        """All of them, before a failure to save is raised: in memory each counts at once."""
        failure: HourpassError | None = None
        for profile in self._book.profiles:
            if profile.device_serial == serial and profile.makes_codes is not makes_codes:
                try:
                    self._book.replace(replace(profile, makes_codes=makes_codes))
                except HourpassError as error:
                    failure = error
        if failure is not None:
            raise failure
