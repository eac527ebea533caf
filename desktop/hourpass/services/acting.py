"""Whose rights a user's keys are changed with: an administrator's, or the user's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hourpass.domain.profile import Profile
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.device_care import self_care
from hourpass.services.setup_ports import Iam
from hourpass.services.setup_tools import SetupTools


@dataclass(frozen=True, slots=True)
class Acting:
    """*iam* is asked for anew before every call: the key that signs may be the very one that is replaced."""

    iam: Callable[[], Iam]
    by_own_key: bool = False  # a key that is new to AWS signs, and every service hears of it in its own time


def as_administrator(iam: Iam) -> Acting:
    """Somebody with rights of its own."""
    return Acting(lambda: iam)


def as_user(profile: Profile, tools: SetupTools, code: str, cancel: Cancel) -> Acting:
    """The user itself: with a *code* by an MFA session, which outlives the key; without one by the profile's key."""
    if code:
        return as_administrator(self_care(profile, tools, code, cancel))

    def by_key() -> Iam:
        now = tools.book.profile(profile.id) or profile
        source = AdminSource(typed=tools.keys.get(now.access_key_id), region=now.effective_region)
        return tools.iam(Administrator(source, tools.files, tools.clock))

    return Acting(by_key, by_own_key=True)
