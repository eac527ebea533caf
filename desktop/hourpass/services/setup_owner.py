"""Whose user a profile stands on: by the journal where Hourpass made it, else by asking AWS."""

from __future__ import annotations

from dataclasses import dataclass

from hourpass.domain import arns
from hourpass.domain.profile import Profile
from hourpass.domain.setup import Mode
from hourpass.domain.setup_record import Record
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.ports import Aws
from hourpass.services.setup_ports import Journal


@dataclass(frozen=True, slots=True)
class Owner:
    """An IAM user, and the record of the setup that made it if there is one."""

    user_name: str
    account: str
    record: Record | None = None

    @property
    def only_assumes(self) -> bool:
        """Whether Hourpass made the user to assume a role, and gave it no rights of its own."""
        draft = self.record.draft if self.record else None
        return draft is not None and draft.creates_user and draft.mode is Mode.ROLE


def owner_of(profile: Profile, journal: Journal, keys: KeyStore, aws: Aws, cancel: Cancel) -> Owner:
    """The user whose access key *profile* uses. KEY_NOT_STORED, KEY_UNKNOWN or a network problem where AWS is asked."""
    for record in journal.records():
        if record.access_key_id == profile.access_key_id:
            return Owner(record.draft.user_name, record.draft.account, record)
    identity = aws.identity(keys.get(profile.access_key_id), profile.effective_region, cancel)
    arn = arns.parse(identity.arn)
    return Owner(arn.name if arn else identity.arn, identity.account)
