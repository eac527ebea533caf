"""The profiles of the AWS config files as sources of an administrator's credentials."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from botocore.session import Session

from hourpass.adapters.aws.config_sections import ConfigPaths, Section, text
from hourpass.adapters.aws.profile_problems import problem_of_profile
from hourpass.adapters.aws.profile_session import ProfileSession
from hourpass.domain.credentials import Keys
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminKind, AdminProfile


def _unprepared(_: Session) -> None:
    """Botocore as it comes."""


class Administrators:
    """Implements setup_ports.AdminFiles for whatever botocore resolves in the files that *environment* names.

    *shell* is where a profile with ``credential_source = Environment`` finds its keys; nothing else looks there.
    *prepare* sees each session before it is used.
    """

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        shell: Mapping[str, str] | None = None,
        prepare: Callable[[Session], None] = _unprepared,
    ) -> None:
        self._paths = ConfigPaths.of(environment)
        self._shell, self._prepare = shell or {}, prepare

    def profiles(self) -> tuple[AdminProfile, ...]:
        """Those that get credentials from somewhere; FILE_DAMAGED where botocore cannot read the files."""
        profiles = self._paths.profiles()
        kinds = ((name, section, _kind(section)) for name, section in profiles.items())
        return tuple(
            AdminProfile(name, kind, text(section, "region"), _mfa_serial(name, profiles))
            for name, section, kind in kinds
            if kind is not None
        )

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        cancel.check()
        session = ProfileSession(profile, self._paths, code)
        self._prepare(session)
        try:
            keys = session.resolve(cancel, self._shell)
        except Exception as error:  # noqa: BLE001 (a profile runs foreign programs and reads foreign files: on whatever they break, there are no keys)
            cancel.check()
            # Without the cause: it may quote what such a program printed.
            raise HourpassError(problem_of_profile(error, profile, code, session.sent)) from None
        cancel.check()
        if keys is None:
            raise HourpassError(Problem(Reason.PROFILE_UNUSABLE, {"profile": profile}))
        return keys


def _kind(section: Section) -> AdminKind | None:
    """Where botocore looks, in its order; None where the profile says nothing of credentials."""
    if "web_identity_token_file" in section:
        return AdminKind.OTHER
    if "role_arn" in section:
        return AdminKind.ROLE
    if "sso_account_id" in section or "sso_role_name" in section:
        return AdminKind.SSO
    if text(section, "aws_access_key_id"):
        return AdminKind.KEYS
    if "login_session" in section:
        return AdminKind.OTHER
    return AdminKind.PROCESS if "credential_process" in section else None


def _mfa_serial(name: str, profiles: Mapping[str, Section]) -> str:
    """Of the device whose code is asked for first: a role's own, or else that of a role on the way to its keys."""
    passed: set[str] = set()
    while name in profiles and name not in passed and _kind(profiles[name]) is AdminKind.ROLE:
        if serial := text(profiles[name], "mfa_serial"):
            return serial
        passed.add(name)
        name = text(profiles[name], "source_profile")
    return ""
