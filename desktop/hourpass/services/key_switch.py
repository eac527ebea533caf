"""All that stands on one long-term key goes over to another one of the same user."""

from __future__ import annotations

from dataclasses import replace

from hourpass.domain.setup_record import Record
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from hourpass.services.setup_ports import Journal


class KeySwitch:
    """Doing it twice is harmless, so that an interrupted one is simply done again. Every call blocks."""

    def __init__(self, journal: Journal, book: ProfileBook, sessions: Sessions) -> None:
        self._journal, self._book, self._sessions = journal, book, sessions

    def to(self, new: str, instead_of: str) -> None:
        """The profiles, what they hold, and the record by which the removal finds the key. HourpassError where a part
        could not be saved.

        The profiles' sessions go on. So does the MFA session, under the new key's name: AWS does not end it with the
        key that it was got with, and no further code has to be typed.
        """
        for record in self._journal.records():
            if instead_of in {record.access_key_id, record.draft.existing_key}:
                self._journal.write(_with_key(record, new, instead_of))
        for profile in self._book.profiles:
            if profile.access_key_id == instead_of:
                self._book.replace(replace(profile, access_key_id=new))
        if self._book.unsaved:
            self._book.change()  # an earlier try reached the memory only
        changed = tuple(profile for profile in self._book.profiles if profile.access_key_id == new)
        self._sessions.change_keys(changed, instead_of)


def _with_key(record: Record, new: str, old: str) -> Record:
    if record.access_key_id == old:
        return replace(record, access_key_id=new)
    return replace(record, draft=replace(record.draft, existing_key=new))
