"""How old the profiles' access keys are, asked of AWS by the keys themselves, where their users may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hourpass.domain.problem import HourpassError
from hourpass.domain.profile import Profile
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import Iam, KeyUse
from hourpass.services.setup_tools import SetupTools


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What is known of one."""

    made_at: datetime
    use: KeyUse | None = None  # None: AWS has not seen it in use (yet)
    use_told: bool = False  # False where that may not be asked


class KeyAges:
    """Remembers what was told, and asks once a run: most users may not look, and are not to be refused all day."""

    def __init__(self, tools: SetupTools) -> None:
        self._tools = tools
        self._known: dict[str, KnownKey] = {}
        self._asked: set[str] = set()

    def known(self, access_key_id: str) -> KnownKey | None:
        """What was told of that key. Instant."""
        return self._known.get(access_key_id)

    def worth_asking(self, access_key_id: str) -> bool:
        """Whether nobody has asked yet. Says so once."""
        if access_key_id in self._asked:
            return False
        self._asked.add(access_key_id)
        return True

    def ask(self, profile: Profile, cancel: Cancel) -> KnownKey | None:
        """Blocking: what AWS tells of *profile*'s key. Nobody waits for it, so that a failure is no news."""
        key_id = profile.access_key_id
        try:
            source = AdminSource(typed=self._tools.keys.get(key_id), region=profile.effective_region)
            iam = self._tools.iam(Administrator(source, self._tools.files, self._tools.clock))
            listed = {key.id: key for key in iam.access_keys("", cancel)}
        except HourpassError:
            return None
        found = listed.get(key_id)
        if found is None or found.created_at is None:
            return None
        self._known[key_id] = _with_use(KnownKey(found.created_at), key_id, iam, cancel)
        return self._known[key_id]


def _with_use(key: KnownKey, key_id: str, iam: Iam, cancel: Cancel) -> KnownKey:
    try:
        return KnownKey(key.made_at, iam.key_last_used(key_id, cancel), use_told=True)
    except HourpassError:
        return key
