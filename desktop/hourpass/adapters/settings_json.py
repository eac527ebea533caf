"""Settings as JSON that a person can read, and back, keeping whatever can be kept of a damaged document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hourpass.domain.profile import DEFAULT_SESSION_NAME, Hop, Method, Profile, UsualDurations, duration_limits
from hourpass.domain.settings import CLIPBOARD_SECONDS, SCHEMA, Settings

T = TypeVar("T")
Document = dict[str, Any]
Migration = Callable[[Document], Document]

MIGRATIONS: Mapping[int, Migration] = {}
"""From each schema to the next one, by the number of the earlier. Schema 1 is the first."""

_LONGEST_WARNING = 36 * 60  # minutes: no session lives longer
_LONGEST_DURATION = 36 * 3600
_LONGEST_IDLE = 36 * 60  # minutes, as above


@dataclass(frozen=True, slots=True)
class Read:
    """What a document said. *whole* is false when something in it was lost, or is of a schema that is newer than ours."""

    settings: Settings
    whole: bool


def to_json(settings: Settings) -> bytes:
    """*settings* as indented JSON, in UTF-8, under our schema number."""
    document = {
        "schema": SCHEMA,
        "selected_profile": settings.selected_profile,
        "warn_minutes": list(settings.warn_minutes),
        "muted_until": settings.muted_until.isoformat() if settings.muted_until else None,
        "held_until": settings.held_until.isoformat() if settings.held_until else None,
        "language": settings.language,
        "told_about_tray": settings.told_about_tray,
        "told_about_missing_tray": settings.told_about_missing_tray,
        "forget_on_quit": settings.forget_on_quit,
        "forget_on_lock": settings.forget_on_lock,
        "forget_idle_minutes": settings.forget_idle_minutes,
        "in_credentials_file": list(settings.in_credentials_file),
        "usual_role_seconds": int(settings.usual.role.total_seconds()),
        "usual_session_seconds": int(settings.usual.session.total_seconds()),
        "clipboard_seconds": settings.clipboard_seconds,
        "sealed_file": settings.sealed_file,
        "window": settings.window,
        "profiles": [_profile_to_document(profile) for profile in settings.profiles],
    }
    # A lone half of a character (from a clipboard, say) becomes JSON's own escape rather than an error.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def from_json(data: bytes) -> Read:
    """What *data* says; defaults, not whole, when it is no JSON object at all."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return Read(Settings(), whole=False)
    if not isinstance(found, dict):
        return Read(Settings(), whole=False)
    fields = _Fields(found)
    schema = fields.take("schema", 0, _number_up_to(1_000_000))
    if 0 < schema < SCHEMA:
        fields.document = migrated(found, MIGRATIONS, SCHEMA)
    settings = Settings(
        profiles=_profiles(fields),
        selected_profile=fields.text("selected_profile"),
        warn_minutes=fields.take("warn_minutes", Settings().warn_minutes, _warnings),
        muted_until=fields.take("muted_until", None, _moment),
        held_until=fields.take("held_until", None, _moment),
        language=fields.text("language"),
        told_about_tray=fields.flag("told_about_tray"),
        told_about_missing_tray=fields.flag("told_about_missing_tray"),
        forget_on_quit=fields.flag("forget_on_quit"),
        forget_on_lock=fields.flag("forget_on_lock"),
        forget_idle_minutes=fields.take("forget_idle_minutes", 0, _idle_minutes),
        in_credentials_file=fields.take("in_credentials_file", (), _texts),
        usual=UsualDurations(
            role=fields.take("usual_role_seconds", UsualDurations().role, _lasting(Method.ROLE)),
            session=fields.take("usual_session_seconds", UsualDurations().session, _lasting(Method.SESSION)),
        ),
        clipboard_seconds=fields.take("clipboard_seconds", Settings().clipboard_seconds, _clipboard_seconds),
        sealed_file=fields.flag("sealed_file"),
        window=fields.text("window"),
    )
    return Read(settings, whole=fields.whole and 0 < schema <= SCHEMA)


def migrated(document: Document, migrations: Mapping[int, Migration], schema: int) -> Document:
    """*document*, step by step, in the shape of *schema*."""
    for number in range(document["schema"], schema):
        document = {**migrations[number](document), "schema": number + 1}
    return document


class _Wrong(ValueError):  # noqa: N818 (says what the value is)
    """Not what belongs there."""


class _Fields:
    """The fields of one JSON object; remembers whether all that was there could be used."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.whole = True

    def take(self, name: str, default: T, convert: Callable[[Any], T]) -> T:
        """What *name* says; *default* where it is missing (a newer field) or wrong (then nothing is whole)."""
        if name not in self.document:
            return default
        try:
            return convert(self.document[name])
        except (TypeError, ValueError, OverflowError):
            self.whole = False
            return default

    def text(self, name: str, default: str = "") -> str:
        return self.take(name, default, _text)

    def flag(self, name: str) -> bool:
        return self.take(name, False, _flag)


def _profiles(fields: _Fields) -> tuple[Profile, ...]:
    found: list[Any] = fields.take("profiles", [], _list)
    profiles: dict[str, Profile] = {}
    for entry in found:
        profile = _profile_from_document(entry)
        if profile is None or profile.id in profiles:
            fields.whole = False
        else:
            profiles[profile.id] = profile
    return tuple(profiles.values())


def _profile_to_document(profile: Profile) -> Document:
    return {
        "id": profile.id,
        "name": profile.name,
        "access_key_id": profile.access_key_id,
        "method": profile.method.value,
        "role_arn": profile.role_arn,
        "device_serial": profile.device_serial,
        "duration_seconds": int(profile.duration.total_seconds()),
        "session_duration_seconds": int(profile.session_duration.total_seconds()),
        "session_name": profile.session_name,
        "external_id": profile.external_id,
        "session_policy": profile.session_policy,
        "region": profile.region,
        "makes_codes": profile.makes_codes,
        "source_profile": profile.source_profile,
        "through": [
            {"role_arn": hop.role_arn, "session_name": hop.session_name, "external_id": hop.external_id}
            for hop in profile.through
        ],
    }


def _profile_from_document(entry: Any) -> Profile | None:
    """The profile, or None: half a profile would ask AWS for something that nobody chose."""
    if not isinstance(entry, dict):
        return None
    fields = _Fields(entry)
    usual = Profile("", "", "")
    profile = Profile(
        id=fields.text("id"),
        name=fields.text("name"),
        access_key_id=fields.text("access_key_id"),
        method=fields.take("method", usual.method, Method),
        role_arn=fields.text("role_arn"),
        device_serial=fields.text("device_serial"),
        duration=fields.take("duration_seconds", usual.duration, _seconds),
        session_duration=fields.take("session_duration_seconds", usual.session_duration, _seconds),
        session_name=fields.text("session_name", usual.session_name),
        external_id=fields.text("external_id"),
        session_policy=fields.text("session_policy"),
        region=fields.text("region"),
        makes_codes=fields.flag("makes_codes"),
        source_profile=fields.text("source_profile"),
        through=fields.take("through", (), _hops),
    )
    fits = profile.method is Method.ROLE or not profile.source_profile
    return profile if fields.whole and fits and profile.id and profile.name else None


def _hops(value: Any) -> tuple[Hop, ...]:
    return tuple(_hop(entry) for entry in _list(value))


def _hop(entry: Any) -> Hop:
    if not isinstance(entry, dict):
        raise _Wrong
    fields = _Fields(entry)
    hop = Hop(
        fields.text("role_arn"), fields.text("session_name", DEFAULT_SESSION_NAME), fields.text("external_id")
    )  # fmt: skip
    if not fields.whole:
        raise _Wrong
    return hop


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(entry) for entry in _list(value))


def _number_up_to(largest: int) -> Callable[[Any], int]:
    def convert(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= largest:
            raise _Wrong
        return value

    return convert


def _seconds(value: Any) -> timedelta:
    return timedelta(seconds=_number_up_to(_LONGEST_DURATION)(value))


def _lasting(method: Method) -> Callable[[Any], timedelta]:
    shortest, longest = duration_limits(method)

    def convert(value: Any) -> timedelta:
        lasting = _seconds(value)
        if not shortest <= lasting <= longest:
            raise _Wrong
        return lasting

    return convert


def _clipboard_seconds(value: Any) -> int:
    return _number_up_to(max(CLIPBOARD_SECONDS))(value)


def _warnings(value: Any) -> tuple[int, ...]:
    minutes = {_number_up_to(_LONGEST_WARNING)(entry) for entry in _list(value)}
    return tuple(sorted(minutes, reverse=True))


def _idle_minutes(value: Any) -> int:
    return 0 if value == 0 and not isinstance(value, bool) else _number_up_to(_LONGEST_IDLE)(value)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise _Wrong
    return moment.astimezone(UTC)
