"""What there is to know of this installation, for whoever looks for a fault. No secret is among it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from urllib.parse import urlsplit, urlunsplit

from hourpass.domain.activity import Exchange
from hourpass.services.ports import VaultKind

_SEEN = (
    "AWS_ENDPOINT_URL",
    "AWS_CA_BUNDLE",
    "REQUESTS_CA_BUNDLE",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
)
_BUCKET = re.compile(r".+\.(?=s3[.-])")
"""S3 has the bucket's name in front of its own, and whose buckets they are is nobody's business in a report."""
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Known(Enum):
    """One thing to know, in the order in which they are told; the values name them in a report."""

    VERSION = "hourpass"
    SYSTEM = "system"
    DESKTOP = "desktop"
    LIBRARIES = "libraries"
    LANGUAGE = "language"
    SECRETS = "secrets"
    TRAY = "tray"
    NOTIFICATIONS = "notifications"
    CLOCK = "clock"
    ENDPOINTS = "endpoints"
    NETWORK = "network"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found out; None where it is not known (yet)."""

    version: str
    sandbox: bool
    system: str
    desktop: str
    libraries: tuple[tuple[str, str], ...]  # name and version
    language: str
    secrets: VaultKind
    tray: bool
    files: tuple[str, ...]
    endpoints: tuple[str, ...] = ()  # where calls went lately, as endpoints() has them
    network: tuple[tuple[str, str], ...] = ()  # variables that lead elsewhere than AWS's own endpoints
    backend: str | None = None  # the keyring's own name
    notifications: str | None = None  # the server's name and version; empty: there is none
    clock_offset: timedelta | None = None


def report(diagnosis: Diagnosis) -> str:
    """All of it in lines for a report, in English whatever the app speaks."""
    return "\n".join(f"{known.value}: {text}" for known, text in _lines(diagnosis)) + "\n"


def endpoints(exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    """The hosts that *exchanges* were with, each once, by name."""
    return tuple(sorted({_BUCKET.sub("", exchange.host) for exchange in exchanges if exchange.host}))


def network(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The variables of *environment* that decide where calls go, by name; without what a URL says of passwords."""
    named = {name: value for name, value in environment.items() if value and _decides(name)}
    return tuple((name, without_secrets(named[name])) for name in sorted(named))


def without_secrets(url: str) -> str:
    """*url* without user, password and query; whatever is no URL stays as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "…"
    host = parts.netloc.rpartition("@")[2]
    if host == parts.netloc and not parts.query:
        return url
    return urlunsplit(parts._replace(netloc=host, query=""))


def _decides(name: str) -> bool:
    return name.startswith(_SEEN) or name.lower() in _PROXIES


def _lines(diagnosis: Diagnosis) -> Iterable[tuple[Known, str]]:
    offset = diagnosis.clock_offset
    secrets = diagnosis.secrets.value + (f" ({diagnosis.backend})" if diagnosis.backend else "")
    yield Known.VERSION, f"{diagnosis.version} · sandbox" if diagnosis.sandbox else diagnosis.version
    yield Known.SYSTEM, diagnosis.system
    yield Known.DESKTOP, diagnosis.desktop
    yield Known.LIBRARIES, ", ".join(f"{name} {version}" for name, version in diagnosis.libraries)
    yield Known.LANGUAGE, diagnosis.language
    yield Known.SECRETS, secrets
    yield Known.TRAY, "yes" if diagnosis.tray else "no"
    yield Known.NOTIFICATIONS, "not known" if diagnosis.notifications is None else diagnosis.notifications or "none"
    yield Known.CLOCK, "not compared yet" if offset is None else f"AWS {offset.total_seconds():+.0f} s"
    yield Known.ENDPOINTS, ", ".join(diagnosis.endpoints) or "none called yet"
    yield Known.NETWORK, ", ".join(f"{name}={value}" for name, value in diagnosis.network) or "as AWS has it"
    yield Known.FILES, ", ".join(diagnosis.files)
