"""Resident memory of the app in the tray, signed in and idle, against a program that is only a tray icon."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import median

from benchmarks.aws import sandbox
from benchmarks.figures import Figure
from benchmarks.running import told_by
from desktop.session import DesktopSession
from hourpass.adapters.sandbox_process import read_facts
from hourpass.domain.totp import code_at, step_at

ROUNDS, QUICK_ROUNDS = 3, 1


def measure(quick: bool) -> list[Figure]:
    bare, app = [], []
    with DesktopSession(notifications=False) as session:
        for number in range(QUICK_ROUNDS if quick else ROUNDS):
            env = session.home_env(session.folder / f"measured-{number}")
            bare.append(told_by("bare_tray.py", env))
            with sandbox(buckets=100) as line:  # a new one each time, as it takes a code only once
                facts = read_facts(line)
                code = code_at(facts.device_seed, step_at(datetime.now(UTC)))
                app.append(told_by("app_in_tray.py", facts.environment(env), code, given=line))
    ours, theirs = (median(each["resident"] for each in told) for told in (app, bare))
    private, their_private = (median(each["private"] for each in told) for told in (app, bare))
    detail = f"{ours:.0f} MB against {theirs:.0f} MB; private {private:.0f} MB against {their_private:.0f} MB"
    return [Figure("Memory in the tray", "x", ours / theirs, target=1.15, floor=1.5, detail=detail)]
