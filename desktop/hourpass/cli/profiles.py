"""`hourpass-cli profiles`: name, kind, state and end of each."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from hourpass.cli.obtaining import ask_app, explained, refusal, tell
from hourpass.cli.standard_output import put
from hourpass.domain import exit_status
from hourpass.domain.texts import QT_TRANSLATE_NOOP
from hourpass.terminal.columns import padded, width
from hourpass.terminal.translating import translate

ANSWER_SECONDS = 20.0
COLUMNS = ("name", "kind", "state", "expires")
_WORDS = frozenset(
    {
        QT_TRANSLATE_NOOP("CliProfiles", "role"),
        QT_TRANSLATE_NOOP("CliProfiles", "role-through-session"),
        QT_TRANSLATE_NOOP("CliProfiles", "session"),
        QT_TRANSLATE_NOOP("CliProfiles", "valid"),
        QT_TRANSLATE_NOOP("CliProfiles", "expired"),
        QT_TRANSLATE_NOOP("CliProfiles", "none"),
    }
)
"""Of the columns kind and state. Programs take them from --json, which has no language."""


def run(*, sandbox: bool, as_json: bool) -> int:
    """Print them; the exit status."""
    answer = ask_app({"ask": "profiles"}, sandbox=sandbox, seconds=ANSWER_SECONDS)
    if answer is not None and "profiles" not in answer:
        raise refusal(answer)
    rows = _without_app() if answer is None else answer["profiles"]
    if rows or as_json:
        put(f"{json.dumps(rows, indent=2) if as_json else table(rows)}\n")
    else:
        said = translate("CliProfiles", "There are no profiles yet. Start Hourpass to add one.")
        print(said, file=sys.stderr)
    return exit_status.DONE


def table(rows: list[dict[str, Any]]) -> str:
    """The rows below each other, in columns; local times."""
    cells = [[_cell(row, column) for column in COLUMNS] for row in rows]
    widths = [max((width(line[place]) for line in cells), default=0) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(padded(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _cell(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    if column == "expires" and value:
        return f"{datetime.fromisoformat(value).astimezone():%Y-%m-%d %H:%M}"
    if column in {"kind", "state"} and value in _WORDS:
        return translate("CliProfiles", value)
    return str(value or "-")


def _without_app() -> list[dict[str, Any]]:
    from hourpass.cli import asking  # the services, which are not needed while the app runs
    from hourpass.cli.alone import Alone, aws
    from hourpass.domain.profile_facts import facts_of

    alone = Alone(aws, asking.passphrase)
    explained(lambda: alone.sessions.restore(alone.book.profiles))
    if alone.damaged:
        said = translate("CliProfiles", "{path} is damaged, so profiles may be missing: start Hourpass.")
        tell(said.format(path=alone.damaged))
    now = alone.clock.now()
    return [dict(facts_of(each, alone.sessions.session(each.id), now)) for each in alone.book.profiles]
