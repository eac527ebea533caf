"""Taking over profiles of the AWS config files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import (
    DEFAULT_ROLE_SESSION,
    DEFAULT_SESSION_NAME,
    DEFAULT_SESSION_TOKEN,
    Method,
    Profile,
    duration_limits,
)
from hourpass.domain.profile_flaws import Field, Flaw, flaws
from hourpass.services.ports import AwsFiles, FoundProfile
from hourpass.services.profile_book import ProfileBook, new_profile_id
from hourpass.services.sessions import Sessions


class Remark(Enum):
    """What a person should know about a profile found before taking it over."""

    ALREADY_HERE = "already-here"
    """A profile that does the same is in the book."""
    NAME_TAKEN = "name-taken"
    """It gets another name, for another profile has this one."""
    NO_KEYS = "no-keys"
    """Its long-term keys were found in no file."""
    UNFIT = "unfit"
    """Hourpass cannot get what it describes; FoundProfile.unfit says why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a profile found in the files would become here."""

    found: FoundProfile
    profile: Profile
    remarks: frozenset[Remark]
    flaws: tuple[tuple[Field, Flaw], ...]
    same_as: str = ""  # the name of the profile that does the same already

    @property
    def ready(self) -> bool:
        """Whether it can be taken as it is."""
        return not self.flaws and not self.remarks & {Remark.ALREADY_HERE, Remark.NO_KEYS, Remark.UNFIT}


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile that was taken over."""

    backup: str = ""  # of the file that its keys have left; empty where that was left alone
    keys_stayed: Problem | None = None  # why they have not left it, though they were to


class Importing:
    """Proposes what was found, and takes it over."""

    def __init__(self, files: AwsFiles, book: ProfileBook, sessions: Sessions) -> None:
        self._files = files
        self._book = book
        self._sessions = sessions

    def proposals(self) -> tuple[Proposal, ...]:
        """Blocking: what stands in the files, in their order."""
        return tuple(self._proposal(found) for found in self._files.find())

    def take(self, found: FoundProfile, move_keys: bool, profile: Profile | None = None) -> Imported:
        """Blocking: add *profile* (or what would be proposed for *found*), its keys in the vault before all else. With
        *move_keys* they then leave the file.
        """
        profile = profile or self._proposal(found).profile
        keys = None if profile.source_profile else self._files.keys(found.source_profile)
        if keys is not None and keys.access_key_id != profile.access_key_id:
            keys = None  # others were put there since it was proposed
        if keys is not None:
            self._sessions.store_keys(keys)
        elif not profile.source_profile and not self._sessions.has_keys(profile.access_key_id):
            raise HourpassError(Problem(Reason.KEY_NOT_STORED, {"access_key_id": profile.access_key_id}))
        if self._book.profile(profile.id) is None:
            self._book.add(profile)
        else:  # an earlier try got as far as this, but maybe not into the file: nothing leaves ~/.aws before that
            self._book.replace(profile)
        if not move_keys or keys is None:
            return Imported()
        try:
            return Imported(self._files.remove_keys(found.source_profile))
        except HourpassError as error:  # the profile is here all the same
            return Imported(keys_stayed=error.problem)

    def _proposal(self, found: FoundProfile) -> Proposal:
        profile = _sound(_profile(found, new_profile_id(), self._book.free_name(found.name)))
        same = _same(self._book.profiles, profile)
        remarks = {
            Remark.ALREADY_HERE: same is not None,
            Remark.NAME_TAKEN: found.name in self._book.names(),
            Remark.NO_KEYS: not found.access_key_id and not found.resolved and found.unfit is None,
            Remark.UNFIT: found.unfit is not None,
        }
        return Proposal(
            found,
            profile,
            frozenset(remark for remark, holds in remarks.items() if holds),
            tuple(flaws(profile, self._book.names()).items()),
            same.name if same else "",
        )


def _profile(found: FoundProfile, profile_id: str, name: str) -> Profile:
    method = Method.ROLE if found.role_arn else Method.SESSION
    default = DEFAULT_ROLE_SESSION if found.role_arn else DEFAULT_SESSION_TOKEN
    return Profile(
        id=profile_id,
        name=name,
        access_key_id="" if found.resolved else found.access_key_id,
        method=method,
        role_arn=found.role_arn,
        device_serial=found.mfa_serial,
        duration=_clamped(found.duration or default, method, chained=bool(found.through)),
        external_id=found.external_id,
        region=found.region,
        session_name=found.session_name or DEFAULT_SESSION_NAME,
        source_profile=found.source_profile if found.resolved else "",
        through=found.through,
    )


def _clamped(duration: timedelta, method: Method, *, chained: bool) -> timedelta:
    shortest, longest = duration_limits(method, chained=chained)
    return min(max(duration, shortest), longest)


def _sound(profile: Profile) -> Profile:
    """*profile* without what the files say wrongly and Hourpass can choose itself."""
    wrong = flaws(profile)
    if Field.SESSION_NAME in wrong:
        profile = replace(profile, session_name=DEFAULT_SESSION_NAME)
    if Field.REGION in wrong:
        profile = replace(profile, region="")
    return profile


def _same(profiles: Iterable[Profile], profile: Profile) -> Profile | None:
    wanted = _essence(profile)
    return next((each for each in profiles if _essence(each) == wanted and _of_one_key(each, profile)), None)


def _of_one_key(known: Profile, found: Profile) -> bool:
    """Where the file says nothing of a key any more, that one has probably been moved into the keyring."""
    return found.access_key_id in ("", known.access_key_id)


def _essence(profile: Profile) -> tuple[object, ...]:
    role = profile.through, profile.role_arn, profile.external_id
    return profile.source_profile, *role, profile.device_serial, profile.effective_region
