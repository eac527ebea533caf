"""Starts the desktop app: a second start only raises the first one's window, and one in the tray nothing."""

from __future__ import annotations

import gc
import os
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING, TextIO

from hourpass.domain.texts import QT_TRANSLATE_NOOP
from hourpass.version import VERSION

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from hourpass.gui.application import Application

PATIENCE_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.05


def main(argv: list[str] | None = None) -> int:
    """Run until the person quits; the process's exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    sandbox, hidden, profile = _options(arguments) if arguments else (False, False, "")

    from hourpass.adapters import places
    from hourpass.adapters.app_lock import AppLock

    lock = AppLock(places.lock_path(sandbox))
    give_up = monotonic() + PATIENCE_SECONDS
    while not lock.take():
        # The first one may just be starting, and not listen yet; or ending, and about to let go of the lock.
        socket = places.socket_path(sandbox)
        if _listens(socket) if hidden else _shows_itself(socket, profile):
            return 0
        if monotonic() > give_up:
            return 0 if hidden else _nobody_answers(places.settings_path(sandbox))

    if sys.platform == "win32":
        import ctypes

        from hourpass.adapters.windows_identity import introduce

        introduce(ctypes.windll)
    # The collector runs several times while Qt's modules load and finds nothing; Application turns it on again.
    gc.disable()
    app, application = made(sandbox, hidden, profile, *_looks(places.settings_path(sandbox)))
    application.start()
    status = app.exec()
    lock.release()
    if application.begins_anew and not _begin_anew(sandbox):
        from hourpass.gui import start_boxes  # here for speed

        application.leave_signals()
        start_boxes.not_restarted().exec()
        return 1
    return status


def made(sandbox: bool, hidden: bool, profile: str, place: str, language: str) -> tuple[QApplication, Application]:
    """The app, its window made and not yet shown."""
    import builtins

    # PySide6 replaces the import function by one that reads every module's source: 1.3 times slower and 12 MB more.
    # Only its __feature__ switch needs that.
    original = builtins.__import__
    from PySide6.QtWidgets import QApplication

    builtins.__import__ = original

    from hourpass.gui.application import Application, Options
    from hourpass.gui.languages import speak
    from hourpass.gui.theme import Theme

    # The style by its name: setStyle answers with the style, and PySide takes 10 ms to know what that is.
    app = QApplication(["hourpass", "-style", "fusion"])
    app.setApplicationName("hourpass")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("hourpass")
    app.setQuitOnLastWindowClosed(False)
    speak(app, language)  # before the first words
    theme = Theme(app)
    theme.apply()
    return app, Application(app, theme, Options(sandbox, hidden, profile), place)


def _begin_anew(sandbox: bool) -> bool:
    """Start the next one, with its window: whoever asked for it sat before one. Whether that could be done."""
    from PySide6.QtCore import QProcess

    from hourpass.adapters import own_programs

    program, *arguments = own_programs.app(*(("--sandbox",) if sandbox else ()))
    started, _pid = QProcess.startDetached(program, arguments)
    return started


def _shows_itself(socket: str, profile: str) -> bool:
    """Whether the first one did, as the person wanted who started this one."""
    from hourpass.adapters.app_socket import ask

    return ask(socket, {"ask": "show", "profile": profile}, wait_for_app=0.2) is not None


def _listens(socket: str) -> bool:
    """Whether the first one is there to stay. It is asked for nothing: tools that find no app start one in the tray, many
    at a time, and nobody wants to see the window of the first.
    """
    if os.path.exists(rf"\\.\pipe\{socket}" if sys.platform == "win32" else socket):  # noqa: PTH110 (5 ms)
        return True
    sleep(LOOK_AGAIN_SECONDS)
    return False


def _looks(path: str) -> tuple[str, str]:
    """Where the window stood last time, and the language chosen: what the first paint needs of the settings; the rest is
    read behind it.
    """
    import re  # loaded already, which json is not

    from hourpass.terminal.language import chosen_in

    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib would cost 5 ms before the first paint)
            text = file.read()
    except (OSError, ValueError):
        return "", ""
    window = re.search(r'"window"\s*:\s*"([A-Za-z0-9+/=]*)"', text)
    return window[1] if window else "", chosen_in(text)


def _options(arguments: list[str]) -> tuple[bool, bool, str]:
    import argparse  # here for speed, as the next: most starts have no arguments

    from hourpass.terminal.command_line import CommandLine
    from hourpass.terminal.translating import speak_for

    speak_for(sandbox="--sandbox" in arguments)
    description = QT_TRANSLATE_NOOP("CliHelp", "MFA access to AWS from the desktop.")
    parser = CommandLine(prog="hourpass", description=description)
    parser.add_argument(
        "--sandbox",
        action="store_true",
        help=QT_TRANSLATE_NOOP("CliHelp", "use the embedded local AWS: no account, no network"),
    )
    parser.add_argument(
        "--hidden", action="store_true", help=QT_TRANSLATE_NOOP("CliHelp", "start in the tray, without a window")
    )
    parser.add_argument(
        "--profile",
        default="",
        metavar="NAME",
        help=QT_TRANSLATE_NOOP("CliHelp", "choose the profile of that name"),
    )
    parser.add_argument("--version", action="version", version=f"hourpass {VERSION}")
    # For those who make packages, and their tests: no text for people.
    parser.add_argument("--self-check", nargs="?", const="", default=None, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.self_check is not None:
        raise SystemExit(_checked(options.self_check))
    return options.sandbox, options.hidden, options.profile


def _checked(destination: str) -> int:
    from hourpass.gui import self_check  # here for speed

    _app = self_check.make_application()
    return self_check.run(destination)


def _nobody_answers(settings_path: str) -> int:
    stream: TextIO | None = sys.stderr  # a program of Windows without a console has none
    if stream is not None:
        from hourpass.terminal.translating import translate  # here for speed

        said = translate("CliMessage", "it seems to be running already, but does not answer")
        stream.write(f"hourpass: {said}\n")
        return 1
    from hourpass.gui import start_boxes  # here for speed

    start_boxes.show_no_answer(_looks(settings_path)[1])
    return 1


if __name__ == "__main__":
    sys.exit(main())
