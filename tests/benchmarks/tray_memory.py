"""Resident memory of the app in the tray, signed in and idle, against a program that is only a tray icon."""

from __future__ import annotations

from statistics import median

from benchmarks.figures import Figure
from benchmarks.running import told_by
from desktop.session import DesktopSession

ROUNDS, QUICK_ROUNDS = 3, 1


def measure(quick: bool) -> list[Figure]:
    bare, app = [], []
    with DesktopSession(keyring="none", notifications=False) as session:
        env = session.home_env(session.folder / "measured")
        for _ in range(QUICK_ROUNDS if quick else ROUNDS):
            bare.append(told_by("bare_tray.py", env))
            app.append(told_by("app_in_tray.py", env))
    ours, theirs = (median(each["resident"] for each in told) for told in (app, bare))
    private, their_private = (median(each["private"] for each in told) for told in (app, bare))
    detail = f"{ours:.0f} MB against {theirs:.0f} MB; private {private:.0f} MB against {their_private:.0f} MB"
    return [Figure("Memory in the tray", "x", ours / theirs, target=1.15, floor=1.5, detail=detail)]
