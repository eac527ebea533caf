"""Which program asks for credentials: the one that started the helper which calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_SHELLS = frozenset({"sh", "dash", "bash", "zsh", "ksh", "busybox"})
_INTERPRETERS = frozenset({"node", "ruby", "perl", "java", "php", "env"})
_MOST_STEPS = 4


def asking_program(process_id: int, proc: str = "/proc") -> str:
    """What people call the program that runs the helper *process_id*, "terraform" say; empty where nobody can tell.

    Some SDKs start their helper through a shell, which is passed over, and a script is called by its own name.
    Reads what the kernel keeps in memory; nothing of it comes from a disk.
    """
    if sys.platform != "linux" or process_id <= 0:
        return ""
    asking = _parent(process_id, proc)
    for _ in range(_MOST_STEPS):
        words = _words(asking, proc)
        if not words:
            return ""
        if not _is_one_command_of_a_shell(words):
            return _called(words)
        asking = _parent(asking, proc)
    return ""


def _parent(process_id: int, proc: str) -> int:
    try:
        stat = Path(proc, str(process_id), "stat").read_text(errors="replace")
        # The name in parentheses may hold anything, so what counts begins behind the last one.
        return int(stat.rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _words(process_id: int, proc: str) -> Sequence[str]:
    if process_id <= 1:
        return ()
    try:
        line = Path(proc, str(process_id), "cmdline").read_bytes()
    except OSError:
        return ()
    return [word.decode(errors="replace") for word in line.rstrip(b"\0").split(b"\0")]


def _is_one_command_of_a_shell(words: Sequence[str]) -> bool:
    return _base(words[0]) in _SHELLS and "-c" in words[1:3]


def _called(words: Sequence[str]) -> str:
    name = _base(words[0])
    if (name in _INTERPRETERS or name.startswith("python")) and not {"-c", "-e"} & set(words):
        script = next((word for word in words[1:] if not word.startswith("-")), "")
        name = _base(script) or name
    # It is shown on screen: whatever a program calls itself stays one short line.
    return "".join(character for character in name if character.isprintable())[:40]


def _base(word: str) -> str:
    return os.path.basename(word).lstrip("-").removesuffix(".py")  # noqa: PTH119 (words, not paths)
