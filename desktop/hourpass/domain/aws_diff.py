"""What a change does to an AWS file, line by line, to be shown before it is made. No secret of the file is in it.

What may be shown is named by an allow-list: people keep keys, passwords and commented-out keys in these files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain import aws_marks
from hourpass.domain.aws_lines import Line, lines

HIDDEN = "…"
CONTEXT = 3  # lines before and after
_SHOWN = frozenset(
    {
        "aws_access_key_id",
        "cli_pager",
        "credential_source",
        "duration_seconds",
        "mfa_serial",
        "output",
        "region",
        "role_arn",
        "role_session_name",
        "s3",
        "source_profile",
        "sso_account_id",
        "sso_region",
        "sso_role_name",
        "sso_session",
    }
)
_SHOWN_OF_OURS = _SHOWN | {
    "credential_process",
    "endpoint_url",
}  # others' commands may have a password among their arguments
_NESTED = {
    "s3": frozenset(
        {
            "addressing_style",
            "max_bandwidth",
            "max_concurrent_requests",
            "max_queue_size",
            "multipart_chunksize",
            "multipart_threshold",
            "payload_signing_enabled",
            "preferred_transfer_client",
            "signature_version",
            "target_bandwidth",
            "use_accelerate_endpoint",
            "use_dualstack_endpoint",
        }
    )
}
"""What may be shown of the lines that go on with an option. Under any other one stands what was indented by mistake."""
_ASSIGNMENT = re.compile(r"(?P<before>[#;\s]*(?P<option>[^=:]*?)\s*[=:]\s*)(?P<value>\S.*)")
_LIKE_A_KEY = re.compile(r"[A-Za-z0-9+/=_-]{16,}")
_COMMENT = ("#", ";")


class DiffKind(Enum):
    """What becomes of a line."""

    SAME = auto()
    ADDED = auto()
    REMOVED = auto()
    GAP = auto()
    """Lines that stay as they are are left out here."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line to show; without its end, and with what may be a secret replaced by :data:`HIDDEN`."""

    kind: DiffKind
    text: str = ""


def diff(before: bytes | None, after: bytes | None) -> tuple[DiffLine, ...]:
    """From *before* to *after*, with a few lines around; nothing when both say the same. None: no file."""
    old, new = _shown(before or b""), _shown(after or b"")
    if old == new:
        return ()
    # A change is one run of lines, so what both begin and end with is all there is to find.
    start = _common(iter(old), iter(new))
    most = min(len(old), len(new)) - start
    rest = min(_common(reversed(old), reversed(new)), most)
    changed = [DiffLine(DiffKind.REMOVED, text) for _, text in old[start : len(old) - rest]]
    changed += [DiffLine(DiffKind.ADDED, text) for _, text in new[start : len(new) - rest]]
    above = [DiffLine(DiffKind.SAME, text) for _, text in old[max(0, start - CONTEXT) : start]]
    tail = old[len(old) - rest :]
    below = [DiffLine(DiffKind.SAME, text) for _, text in tail[:CONTEXT]]
    gap = DiffLine(DiffKind.GAP)
    return (
        *((gap,) if start > CONTEXT else ()),
        *above,
        *changed,
        *below,
        *((gap,) if len(tail) > CONTEXT else ()),
    )


def _common(one: Iterator[tuple[str, str]], other: Iterator[tuple[str, str]]) -> int:
    count = 0
    for (mine, _), (yours, _) in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _shown(data: bytes) -> list[tuple[str, str]]:
    """Each line as it is, without its end, and as it may be shown."""
    ours = {number for place in aws_marks.marks(data).whole for number in range(place.first, place.last + 1)}
    return [
        (line.text.rstrip("\r\n"), _showable(line, _SHOWN_OF_OURS if number in ours else _SHOWN))
        for number, line in enumerate(lines(data))
    ]


def _showable(line: Line, allowed: frozenset[str]) -> str:
    text = line.text.rstrip("\r\n").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    content = text.strip()
    if line.opens:
        return f"[{line.section}]".encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if content.startswith(_COMMENT):
        return text if aws_marks.is_marker(content) else _comment(text, allowed)
    if not content:
        return text
    if line.continues or not line.option:
        found = _ASSIGNMENT.fullmatch(text)
        if found and found["option"].lower() in _NESTED.get(line.option, ()):
            return text
        return text[: len(text) - len(text.lstrip())] + HIDDEN
    return text if line.option in allowed or not line.value else _hidden(text)


def _comment(text: str, allowed: frozenset[str]) -> str:
    found = _ASSIGNMENT.fullmatch(text)
    if found and found["option"].strip().lower() not in allowed:
        return _LIKE_A_KEY.sub(HIDDEN, found["before"]) + HIDDEN
    return _LIKE_A_KEY.sub(HIDDEN, text)


def _hidden(text: str) -> str:
    found = _ASSIGNMENT.fullmatch(text)
    return found["before"] + HIDDEN if found else HIDDEN
