"""What is to stand in the AWS config file so that other tools get a profile's credentials from Hourpass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain import aws_marks
from hourpass.domain.aws_lines import DEFAULT_PROFILE
from hourpass.domain.profile_flaws import LONGEST_NAME

# What the Rust and JavaScript SDKs take as a profile's name. botocore would take more, spaces in quotes among it; Go
# keeps the quotes as part of the name, the other two pass over the section.
_SECTION = re.compile(r"[A-Za-z0-9_./%@:+-]+")
_NOT_IN_SECTIONS = re.compile(r"[^A-Za-z0-9_./%@:+-]+")
# To configparser the first holds what counts for all sections; the JavaScript SDK refuses the whole file for the other.
_RESERVED = frozenset({"DEFAULT", "__proto__"})
# Go SDKs give the value to a shell without the quotes around its words, and see a comment in every # and ;.
_WORD = re.compile(r"[\w@+=:,./-]+")
_WORD_ON_WINDOWS = re.compile(r"[A-Za-z0-9_@+=:,./~\\-]+")  # botocore reads the file in the system's code page there
_REGION = re.compile(r"[a-z0-9-]+")
_ENDPOINT = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")
_FALLBACK = "hourpass"
_SUFFIX = "-hourpass"


class EntryFlaw(Enum):
    """Why an entry would not work in every tool."""

    SECTION_MISSING = auto()
    SECTION_TOO_LONG = auto()
    SECTION_CHARACTERS = auto()
    SECTION_RESERVED = auto()
    COMMAND_MISSING = auto()
    ENDPOINT_CHARACTERS = auto()
    COMMAND_CHARACTERS = auto()
    """A word has a space, a quote or something else in it that a shell or an SDK takes for more than itself."""
    REGION_CHARACTERS = auto()


@dataclass(frozen=True, slots=True)
class AwsEntry:
    """A section of the AWS config file that asks Hourpass for the credentials of one profile."""

    profile_id: str
    section: str  # the name that tools use: AWS_PROFILE, --profile
    command: tuple[str, ...]  # of credential_process
    region: str = ""
    endpoint_url: str = ""  # of the sandbox; empty: AWS itself

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, without line ends, from marker to marker."""
        header = self.section if self.section == DEFAULT_PROFILE else f"profile {self.section}"
        return (
            aws_marks.begin(self.profile_id),
            f"[{header}]",
            f"credential_process = {' '.join(self.command)}",
            *((f"region = {self.region}",) if self.region else ()),
            *((f"endpoint_url = {self.endpoint_url}",) if self.endpoint_url else ()),
            aws_marks.end(self.profile_id),
        )


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """What stands in the file for a profile of ours."""

    section: str  # the name that tools use; empty where somebody removed the header
    lines: tuple[str, ...]  # from marker to marker, without line ends

    def is_as(self, entry: AwsEntry) -> bool:
        """Whether it is what would be written for *entry*."""
        return self.lines == entry.lines


def section_flaw(section: str) -> EntryFlaw | None:
    """What keeps tools from finding a profile of that name."""
    if not section:
        return EntryFlaw.SECTION_MISSING
    if len(section) > LONGEST_NAME:
        return EntryFlaw.SECTION_TOO_LONG
    if section in _RESERVED:
        return EntryFlaw.SECTION_RESERVED
    return None if _SECTION.fullmatch(section) else EntryFlaw.SECTION_CHARACTERS


def unfit_word(command: tuple[str, ...], *, windows: bool = False) -> str:
    """The first word of *command* that not every SDK would run as it stands; nothing when all are fit."""
    pattern = _WORD_ON_WINDOWS if windows else _WORD
    # Go SDKs make a line break of \n, also of the one in C:\Users\nina.
    return next((word for word in command if not pattern.fullmatch(word) or "\\n" in word), "")


def flaws(entry: AwsEntry, *, windows: bool = False) -> tuple[EntryFlaw, ...]:
    """Everything that keeps *entry* from being written."""
    command: EntryFlaw | None = None
    if not entry.command or not all(entry.command):
        command = EntryFlaw.COMMAND_MISSING
    elif unfit_word(entry.command, windows=windows):
        command = EntryFlaw.COMMAND_CHARACTERS
    region = EntryFlaw.REGION_CHARACTERS if entry.region and not _REGION.fullmatch(entry.region) else None
    endpoint: EntryFlaw | None = None
    if entry.endpoint_url and not _ENDPOINT.fullmatch(entry.endpoint_url):
        endpoint = EntryFlaw.ENDPOINT_CHARACTERS
    return tuple(flaw for flaw in (section_flaw(entry.section), command, region, endpoint) if flaw)


def proposed_section(profile_name: str, taken: Collection[str]) -> str:
    """A section for a profile of that name that is not among *taken* and that every SDK takes; it has no spaces."""
    plain = unicodedata.normalize("NFKD", profile_name)
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    base = _NOT_IN_SECTIONS.sub("-", letters).strip("-")[:LONGEST_NAME] or _FALLBACK
    if base not in taken and section_flaw(base) is None:
        return base
    room = base[: LONGEST_NAME - len(_SUFFIX) - 4]
    other = room + _SUFFIX if room != _FALLBACK else room
    candidate, number = other, 1
    while candidate in taken:
        number += 1
        candidate = f"{other}-{number}"
    return candidate
