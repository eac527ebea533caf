"""`hourpass-cli profiles`: name, kind, state and end of each."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from hourpass.cli.obtaining import ask_app, explained, refusal, tell
from hourpass.cli.standard_output import put
from hourpass.domain import exit_status

ANSWER_SECONDS = 20.0
COLUMNS = ("name", "kind", "state", "expires")


def run(*, sandbox: bool, as_json: bool) -> int:
    """Print them; the exit status."""
    answer = ask_app({"ask": "profiles"}, sandbox=sandbox, seconds=ANSWER_SECONDS)
    if answer is not None and "profiles" not in answer:
        raise refusal(answer)
    rows = _without_app() if answer is None else answer["profiles"]
    if rows or as_json:
        put(f"{json.dumps(rows, indent=2) if as_json else table(rows)}\n")
    else:
        print("There are no profiles yet. Start Hourpass to add one.", file=sys.stderr)
    return exit_status.DONE


def table(rows: list[dict[str, Any]]) -> str:
    """The rows below each other, in columns; local times."""
    cells = [[_cell(row, column) for column in COLUMNS] for row in rows]
    widths = [max((len(line[place]) for line in cells), default=0) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _cell(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    if column == "expires" and value:
        return f"{datetime.fromisoformat(value).astimezone():%Y-%m-%d %H:%M}"
    return str(value or "-")


def _without_app() -> list[dict[str, Any]]:
    from hourpass.cli import asking  # the services, which are not needed while the app runs
    from hourpass.cli.alone import Alone, aws
    from hourpass.domain.profile_facts import facts_of

    alone = Alone(aws, asking.passphrase)
    explained(lambda: alone.sessions.restore(alone.book.profiles))
    if alone.damaged:
        tell(f"{alone.damaged} is damaged, so profiles may be missing: start Hourpass.")
    now = alone.clock.now()
    return [dict(facts_of(each, alone.sessions.session(each.id), now)) for each in alone.book.profiles]
