"""The journal's entry of one change of a long-term key: which it was, which takes its place, and how far that came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class RotationStage(Enum):
    """How far it came for certain: the calls after it may or may not have been sent."""

    CREATING = "creating"  # CreateAccessKey comes next
    CREATED = "created"  # the new key is in the keyring, and its id in the entry
    SWITCHED = "switched"  # every profile stands on the new key
    KEPT = "kept"  # the old key is inactive, and stays until the person decides
    DELETING = "deleting"  # the old key, at AWS and in the keyring
    TAKING_BACK = "taking-back"  # the old key is put to work again, and the new one goes


@dataclass(frozen=True, slots=True)
class RotationRecord:
    """One rotation. Holds no secret: a key whose secret got lost in a crash is deleted at AWS and made anew."""

    account: str
    user_name: str
    old_key_id: str  # names the entry: a key is replaced once
    region: str  # where the keys are tried out
    began_at: datetime
    stage: RotationStage = RotationStage.CREATING
    new_key_id: str = ""
    keys_before: tuple[str, ...] = ()  # ids of the user's keys before ours was asked for; empty: nothing was sent yet

    @property
    def begun(self) -> bool:
        """Whether there is anything to go on with, or to take back."""
        return bool(self.keys_before)

    @property
    def unfinished(self) -> bool:
        """Whether the next start has to offer going on: an inactive old key may wait, anything else not."""
        return self.stage is not RotationStage.KEPT

    def concerns(self, access_key_id: str) -> bool:
        """Whether it is about that key, old or new."""
        return access_key_id in {self.old_key_id, self.new_key_id}
