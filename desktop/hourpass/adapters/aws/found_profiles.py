"""What each profile of the AWS config files stands on, followed to its source as botocore would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from hourpass.adapters.aws.config_sections import Section, text
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.profile import DEFAULT_SESSION_NAME, Hop
from hourpass.services.ports import FoundProfile, Unfit

_SSO = frozenset({"sso_account_id", "sso_role_name"})
_OURS = re.compile(r"hourpass[\\/]cli[\\/]relay\.py|hourpass\.cli|hourpass-cli\b|hourpass\S*\.AppImage", re.IGNORECASE)
"""The forms of our own helper; any program may lie in a folder of that name."""
_PROGRAMS = frozenset({"credential_process", "login_session"})


def found_profile(
    name: str, profiles: Mapping[str, Section], credentials: Mapping[str, Section]
) -> FoundProfile | None:
    """The profile called *name*, if it stands on long-term keys or assumes a role; others need nothing of Hourpass.

    *profiles* are those of both files, *credentials* the credentials file alone: botocore asks that one first.
    """
    section = profiles[name]
    role_arn = text(section, "role_arn")
    way = _follow(name, profiles, credentials) if role_arn else _own(name, profiles, credentials)
    if way is None:
        return None
    keys = static_keys(profiles[way.source]) if way.source in profiles and not way.resolved else None
    return FoundProfile(
        name=name,
        source_profile=way.source,
        access_key_id=keys.access_key_id if keys else "",
        role_arn=role_arn,
        mfa_serial=next(filter(None, way.serials), ""),
        external_id=text(section, "external_id"),
        duration=_duration(text(section, "duration_seconds")),
        session_name=text(section, "role_session_name"),
        region=text(section, "region"),
        through=tuple(way.hops),
        resolved=way.resolved,
        unfit=way.unfit,
    )


def static_keys(section: Section) -> LongTermKeys | None:
    """The keys of *section* unless they are temporary ones, which nobody can keep."""
    key_id, secret = text(section, "aws_access_key_id"), text(section, "aws_secret_access_key")
    if not key_id or not secret or key_id.startswith("ASIA") or text(section, "aws_session_token"):
        return None
    return LongTermKeys(key_id, secret)


@dataclass(slots=True)
class _Way:
    """From a profile back to where its credentials come from. Hops and serials in the order of the calls."""

    source: str
    resolved: bool = False
    hops: list[Hop] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)  # one for each call, empty where it asks for no code
    unfit: Unfit | None = None


def _own(name: str, profiles: Mapping[str, Section], credentials: Mapping[str, Section]) -> _Way | None:
    section = profiles[name]
    if static_keys(section) is None or _resolved(name, profiles, credentials):
        return None
    return _Way(name, serials=[text(section, "mfa_serial")])


def _follow(name: str, profiles: Mapping[str, Section], credentials: Mapping[str, Section]) -> _Way:
    way = _Way(name)
    passed: set[str] = set()
    while True:
        section = profiles[name]
        way.serials.insert(0, text(section, "mfa_serial"))
        if passed:
            way.hops.insert(0, _hop(section))
        passed.add(name)
        way.source, way.unfit = text(section, "source_profile"), _unfit(section, profiles)
        if way.unfit is not None:
            return way
        source = profiles[way.source]
        itself = way.source == name
        if way.source in passed and not (itself and _names_keys(source)):
            way.unfit = Unfit.CIRCLE
            return way
        if _names_keys(source) or not _assumes_a_role(source):
            break
        name = way.source
    way.resolved = _resolved(way.source, profiles, credentials)
    way.unfit = _unfit_source(way, source)
    return way


def _unfit(section: Section, profiles: Mapping[str, Section]) -> Unfit | None:
    """What keeps the role of *section* from being assumed with its source profile."""
    if "web_identity_token_file" in section:
        return Unfit.WEB_IDENTITY
    if "credential_source" in section:
        return Unfit.MACHINE
    return None if text(section, "source_profile") in profiles else Unfit.NO_SOURCE


def _unfit_source(way: _Way, source: Section) -> Unfit | None:
    if any(way.serials[1:]):
        return Unfit.LATE_CODE
    if not way.resolved:
        return Unfit.TEMPORARY if _names_keys(source) and static_keys(source) is None else None
    if _OURS.search(text(source, "credential_process")):
        return Unfit.OURS
    return Unfit.CODE_OF_NO_USER if way.serials[0] and _SSO & source.keys() else None


def _resolved(name: str, profiles: Mapping[str, Section], credentials: Mapping[str, Section]) -> bool:
    """Whether botocore, in its order, comes to another source than keys of the files first."""
    section = profiles[name]
    if ("web_identity_token_file" in section and "role_arn" in section) or _SSO & section.keys():
        return True
    return not _names_keys(credentials.get(name, {})) and bool(_PROGRAMS & section.keys())


def _names_keys(section: Section) -> bool:
    """As botocore sees it: such a source is asked for them, though it names a role as well."""
    return "aws_access_key_id" in section or "aws_secret_access_key" in section


def _assumes_a_role(section: Section) -> bool:
    """As botocore sees a source: a token's role is no chain, but a source of its own."""
    return "role_arn" in section and "web_identity_token_file" not in section


def _hop(section: Section) -> Hop:
    return Hop(
        text(section, "role_arn"),
        text(section, "role_session_name") or DEFAULT_SESSION_NAME,
        text(section, "external_id"),
    )


def _duration(seconds: str) -> timedelta | None:
    whole = seconds.isascii() and seconds.isdigit() and len(seconds) < 7
    return timedelta(seconds=int(seconds)) if whole else None
