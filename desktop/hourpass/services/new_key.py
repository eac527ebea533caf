"""Making a user's second access key: asked for once, and from AWS's answer straight to the keyring."""

from __future__ import annotations

from contextlib import suppress

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.rotation_record import RotationStage
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.acting import Acting
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import delete_key
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.rotation_entry import RotationEntry
from hourpass.services.setup_ports import Iam
from hourpass.services.trying_again import outcome_unknown

MOST_KEYS = 2
"""Of one user, inactive ones included; AWS raises this for nobody (IAM quotas)."""


class NewKey:
    """Makes it, or finds the one whose answer got lost: that one is deleted, for its secret is nowhere."""

    def __init__(self, entry: RotationEntry, acting: Acting, keys: KeyStore) -> None:
        self._entry, self._acting, self._keys = entry, acting, keys
        record = entry.record
        self.doubtful = record.begun and record.stage is RotationStage.CREATING
        """Whether there may be a key at AWS that nobody has heard of."""

    @property
    def lost(self) -> bool:
        """Whether the key was made, and its secret is not in the keyring any more. Blocks on the vault."""
        record = self._entry.record
        return record.stage is RotationStage.CREATED and not self._keys.has(record.new_key_id)

    def make(self, cancel: Cancel) -> str:
        """The id of the new key, which is in the keyring then.

        QUOTA_REACHED where the user has two already, KEY_UNKNOWN where AWS has the old one no longer.
        """
        if not self._entry.record.begun:
            self._begin(cancel)
        elif self.doubtful or self.lost:
            self.doubtful = True
            if kept := self._survivor(cancel):
                return kept
            self._forget_lost_one()
        cancel.check()
        return self._ask()

    def unclaimed(self, iam: Iam, cancel: Cancel) -> tuple[str, ...]:
        """The id of the new key at AWS; where nobody heard it, those of keys that came since the rotation was begun and
        were never used: ours, as far as can be told. A user has two keys at most, so that there is one beside the old.
        """
        record = self._entry.record
        if record.new_key_id:
            return (record.new_key_id,)
        listed = [key.id for key in iam.access_keys(record.user_name, cancel)]
        return tuple(key for key in listed if key not in record.keys_before and not self._used(iam, key, cancel))

    def _begin(self, cancel: Cancel) -> None:
        record = self._entry.record
        listed = tuple(key.id for key in self._acting.iam().access_keys(record.user_name, cancel))
        if record.old_key_id not in listed:
            raise HourpassError(Problem(Reason.KEY_UNKNOWN, {"access_key_id": record.old_key_id}))
        if len(listed) >= MOST_KEYS:
            raise _full()
        cancel.check()
        self._entry.begin(listed)

    def _survivor(self, cancel: Cancel) -> str:
        """The key that an earlier try made and kept; one whose secret got lost is deleted."""
        iam, user_name = self._acting.iam(), self._entry.record.user_name
        for key_id in self.unclaimed(iam, cancel):
            if self._keys.has(key_id):
                return key_id
            delete_key(iam, user_name, key_id)
        return ""

    def _forget_lost_one(self) -> None:
        record = self._entry.record
        if record.new_key_id or record.stage is not RotationStage.CREATING:
            self._entry.begin(record.keys_before)

    def _ask(self) -> str:
        iam, user_name = self._acting.iam(), self._entry.record.user_name
        try:
            made = iam.change(ApiCall("CreateAccessKey", {"UserName": user_name})).keys
        except HourpassError as error:
            self.doubtful = self.doubtful or outcome_unknown(error.problem)
            raise
        self.doubtful = True
        if made is None:
            raise HourpassError(Problem(Reason.UNKNOWN))  # AWS said "done" and named no key
        try:
            self._keys.keep(made)
        except HourpassError:
            self._give_back(iam, made)
            raise
        return made.access_key_id

    def _give_back(self, iam: Iam, made: LongTermKeys) -> None:
        """The vault does not take the secret, so the key must go; what cannot be deleted now is found by its id."""
        try:
            delete_key(iam, self._entry.record.user_name, made.access_key_id)
        except HourpassError:
            with suppress(HourpassError):  # the disk may be full too; "creating" still leads to the key
                self._entry.name_key(made.access_key_id)
        else:
            self.doubtful = False

    def _used(self, iam: Iam, key_id: str, cancel: Cancel) -> bool:
        """Whether somebody works with the key: then somebody else made it."""
        if self._keys.has(key_id):
            return False
        try:
            return iam.key_last_used(key_id, cancel) is not None
        except HourpassError as error:
            if error.problem.reason in {Reason.DENIED, Reason.NOT_FOUND}:
                return False
            raise


def _full() -> HourpassError:
    return HourpassError(Problem(Reason.QUOTA_REACHED, {"quota": "AccessKeysPerUser", "limit": str(MOST_KEYS)}))
