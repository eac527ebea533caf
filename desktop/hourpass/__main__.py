"""Starts the desktop app: a second start only raises the first one's window."""

from __future__ import annotations

import gc
import sys

from hourpass.version import VERSION


def main(argv: list[str] | None = None) -> int:
    """Run until the person quits; the process's exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    sandbox, hidden, profile = _options(arguments) if arguments else (False, False, "")

    from hourpass.adapters import places
    from hourpass.adapters.app_lock import AppLock
    from hourpass.adapters.app_socket import ask

    lock = AppLock(places.lock_path(sandbox))
    if not lock.take():
        shown = ask(places.socket_path(sandbox), {"ask": "show", "profile": profile}, wait_for_app=5.0)
        return 0 if shown is not None else _nobody_answers()

    # The collector runs several times while Qt's modules load and finds nothing; Application turns it on again.
    gc.disable()
    status = _run(sandbox, hidden, profile, _window_place(places.settings_path(sandbox)))
    lock.release()
    return status


def _run(sandbox: bool, hidden: bool, profile: str, place: str) -> int:
    import builtins

    # PySide6 replaces the import function by one that reads every module's source: 1.3 times slower and 12 MB more.
    # Only its __feature__ switch needs that.
    original = builtins.__import__
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = original

    from hourpass.gui.application import Application, Options
    from hourpass.gui.ring import app_icon
    from hourpass.gui.theme import Theme

    app = QApplication(["hourpass"])
    app.setApplicationName("hourpass")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("hourpass")
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app)
    theme.apply()
    app.setWindowIcon(app_icon(theme.colors))
    # Windows name themselves: Qt would append a display name to every title.
    application = Application(app, theme, Options(sandbox, hidden, profile), place)
    application.start()
    return app.exec()


def _window_place(path: str) -> str:
    """Where the window stood last time: the one setting that the first paint needs; the rest is read behind it."""
    import json

    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib would cost 5 ms before the first paint)
            place = json.load(file)["window"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return place if isinstance(place, str) else ""


def _options(arguments: list[str]) -> tuple[bool, bool, str]:
    import argparse  # here for speed: most starts have no arguments

    parser = argparse.ArgumentParser("hourpass", description="MFA access to AWS from the desktop.")
    parser.add_argument("--sandbox", action="store_true", help="use the embedded local AWS: no account, no network")
    parser.add_argument("--hidden", action="store_true", help="start in the tray, without a window")
    parser.add_argument("--profile", default="", metavar="NAME", help="choose the profile of that name")
    parser.add_argument("--version", action="version", version=f"hourpass {VERSION}")
    options = parser.parse_args(arguments)
    return options.sandbox, options.hidden, options.profile


def _nobody_answers() -> int:
    sys.stderr.write("hourpass: it seems to run already, but does not answer\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
