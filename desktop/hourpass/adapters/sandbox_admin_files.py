"""The sandbox's administrators, found where the AWS config files' profiles are found otherwise."""

from __future__ import annotations

from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminKind, AdminProfile

ADMIN, PARTNER_ADMIN = "sandbox-admin", "sandbox-partner-admin"


class SandboxAdminFiles:
    """An administrator of each of the sandbox's accounts. Their keys are as short-lived as the sandbox."""

    def __init__(self, facts: SandboxFacts) -> None:
        self._region = facts.region
        self._keys = {
            ADMIN: LongTermKeys(facts.admin_access_key_id, facts.admin_secret_access_key),
            PARTNER_ADMIN: LongTermKeys(facts.partner_admin_access_key_id, facts.partner_admin_secret_access_key),
        }

    def profiles(self) -> tuple[AdminProfile, ...]:
        """The administrator of the practice user's account first."""
        return tuple(AdminProfile(name, AdminKind.KEYS, self._region) for name in self._keys)

    def keys(self, profile: str, code: str, cancel: Cancel) -> LongTermKeys:
        """The keys of *profile*, which asks for no code; PROFILE_UNUSABLE where there is none of that name."""
        del code
        cancel.check()
        if profile not in self._keys:
            raise HourpassError(Problem(Reason.PROFILE_UNUSABLE, {"profile": profile, "detail": ""}))
        return self._keys[profile]
