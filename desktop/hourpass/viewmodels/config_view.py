"""The card of the AWS config file: what stands there, what would, and what can be done about it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum, auto

from hourpass.domain.aws_shadows import Shadow
from hourpass.domain.problem import Problem
from hourpass.services.aws_sections import Standing


class ConfigState(Enum):
    """How a profile stands in the file."""

    ABSENT = auto()
    STALE = auto()
    """There, but not as it would be written now: Hourpass was moved, or the profile has another region."""
    PRESENT = auto()


@dataclass(frozen=True, slots=True)
class ConfigView:
    """What the card shows."""

    state: ConfigState
    path: str  # as people write it, with ~
    section: str
    lines: tuple[str, ...]  # without the marker lines, which are no one's business but ours
    shadows: tuple[Shadow, ...]
    can_undo: bool  # what was done last can be taken back
    backup: str  # of the file as it was before that; empty where there was none


def view(standing: Standing, *, can_undo: bool = False, backup: str = "") -> ConfigView:
    """The card for *standing*."""
    if not standing.there:
        state = ConfigState.ABSENT
    else:
        state = ConfigState.PRESENT if standing.up_to_date else ConfigState.STALE
    entry, path = standing.entry, short_path(standing.path)
    return ConfigView(state, path, entry.section, entry.lines[1:-1], standing.shadows, can_undo, backup)


def short_path(path: str, home: str = "") -> str:
    """*path* with ~ for the home folder."""
    home = home or os.path.expanduser("~")  # noqa: PTH111 (text)
    return f"~{path[len(home) :]}" if home and path.startswith(home + os.sep) else path


def with_short_path(problem: Problem) -> Problem:
    """*problem*, whose file is told as people write it."""
    path = problem.facts.get("path", "")
    return replace(problem, facts={**problem.facts, "path": short_path(path)}) if path else problem
