"""Runs the programs that are measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROGRAMS = Path(__file__).parent / "programs"
PATIENCE = 60.0  # seconds; a program that takes longer hangs


class BrokenError(Exception):
    """A program failed, or no figure came out."""


def milliseconds_to_mark(program: str, env: Mapping[str, str]) -> float:
    """From the start of *program* until the moment that it writes to the pipe it is given."""
    reading, writing = os.pipe()
    began = time.monotonic_ns()
    process = subprocess.Popen(
        [sys.executable, str(PROGRAMS / program), str(writing)], env=env, pass_fds=(writing,), stderr=subprocess.PIPE
    )
    os.close(writing)
    with os.fdopen(reading) as mark:
        line = mark.readline()
    said = _ended(process)
    if not line:
        raise BrokenError(f"{program} gave no sign:\n{said}")
    return (int(line) - began) / 1e6


def told_by(program: str, env: Mapping[str, str], *arguments: str, given: str = "") -> dict[str, Any]:
    """What *program*, *given* that on its standard input, prints as one line of JSON."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAMS / program), *arguments],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        out, err = process.communicate(given.encode(), timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    if process.returncode or not out:
        raise BrokenError(f"{program} ended with {process.returncode}:\n{err.decode(errors='replace')}")
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


def _ended(process: subprocess.Popen[bytes]) -> str:
    try:
        _, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
    return said.decode(errors="replace")
