"""A user's access keys as they are shown: how old each is, where it was last used, and who needs it here."""

from __future__ import annotations

from dataclasses import dataclass

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import delete_key
from hourpass.services.new_key import MOST_KEYS
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import AccessKey, Iam, KeyUse
from hourpass.services.setup_tools import SetupTools


@dataclass(frozen=True, slots=True)
class OwnKey:
    """One of the user's keys."""

    key: AccessKey
    use: KeyUse | None = None  # None: AWS has not seen it in use (yet)
    use_told: bool = True  # False where that may not be asked
    profiles: tuple[str, ...] = ()  # the names of those that stand on it

    @property
    def id(self) -> str:
        return self.key.id

    @property
    def deletable(self) -> bool:
        """Whether nothing here needs it. Elsewhere it may be in use all the same."""
        return not self.profiles


@dataclass(frozen=True, slots=True)
class UserKeys:
    """All of them."""

    owner: Owner
    keys: tuple[OwnKey, ...]

    @property
    def full(self) -> bool:
        """Whether AWS makes no further one, so that one must go first."""
        return len(self.keys) >= MOST_KEYS

    def find(self, key_id: str) -> OwnKey | None:
        """The key called that."""
        return next((each for each in self.keys if each.id == key_id), None)


def look(owner: Owner, iam: Iam, tools: SetupTools, cancel: Cancel) -> UserKeys:
    """Blocking: the keys of *owner* that *iam* tells of, those that profiles use first."""
    keys = [_own(key, iam, tools, cancel) for key in iam.access_keys(owner.user_name, cancel)]
    return UserKeys(owner, tuple(sorted(keys, key=lambda each: each.deletable)))


def delete_spare(owner: Owner, key_id: str, iam: Iam, tools: SetupTools) -> None:
    """Blocking: delete a key that no profile stands on, at AWS and in the keyring. DELETE_CONFLICT where one does."""
    if tools.book.key_in_use(key_id):
        raise HourpassError(Problem(Reason.DELETE_CONFLICT))
    delete_key(iam, owner.user_name, key_id)
    tools.keys.drop(key_id)


def _own(key: AccessKey, iam: Iam, tools: SetupTools, cancel: Cancel) -> OwnKey:
    names = tuple(each.name for each in tools.book.profiles if each.access_key_id == key.id)
    try:
        return OwnKey(key, iam.key_last_used(key.id, cancel), profiles=names)
    except HourpassError as error:
        if error.problem.reason is not Reason.DENIED:
            raise
        return OwnKey(key, use_told=False, profiles=names)
