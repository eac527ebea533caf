"""Sets everything up on a fresh machine, then runs Hourpass from its sources.

  python3 installer/develop.py [run] [OPTION...]     run it in its sandbox: no account, no network
  python3 installer/develop.py run -- [OPTION...]    run it for real
  python3 installer/develop.py test [OPTION...]      run all checks and tests; with OPTIONs, pytest with these
  python3 installer/develop.py clients [OPTION...]   have other people's AWS clients use it; OPTIONs are pytest's
  python3 installer/develop.py bench [OPTION...]     run the benchmarks
  python3 installer/develop.py deb | portable | appimage | windows | macos
                                                     make that package, in dist/; the last two on such a system
  python3 installer/develop.py packages [OPTION...]  make the first two, test them on clean systems; OPTIONs are pytest's
  python3 installer/develop.py freeze                make only the frozen app that they pack, in build/
  python3 installer/develop.py inventory             list what is inside (SBOM), in dist/
  python3 installer/develop.py lock                  take newer versions of what is packed
  python3 installer/develop.py texts                 bring the translators' files in step with the sources
  python3 installer/develop.py setup                 set up only

Needs nothing but Python 3.11 or later. What is done already is not done again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _checks import Checks

NEEDED = (3, 11)
NEWER_ONES = ("python3.13", "python3.12", "python3.11", "python3.14")
PACKAGES = ("freeze", "deb", "portable", "appimage", "windows", "macos", "inventory", "lock")
COMMANDS = ("run", "test", "clients", "bench", "packages", *PACKAGES, "texts", "setup")
ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    print(text, flush=True)


def main(words: list[str]) -> int:
    """Do what *words* ask for; the exit status."""
    if words[:1] in (["-h"], ["--help"]):
        say((__doc__ or "").strip())
        return 0
    if sys.version_info < NEEDED:
        return with_newer_python(words)
    command, arguments = parse(words)
    return set_up_and_do(command, arguments)


def parse(words: list[str]) -> tuple[str, list[str]]:
    """The command and its arguments; without a command it is to run in the sandbox."""
    command, arguments = (words[0], words[1:]) if words[:1] and words[0] in COMMANDS else ("run", words)
    if command == "run":
        arguments = arguments[1:] if arguments[:1] == ["--"] else ["--sandbox", *arguments]
    return command, arguments


def with_newer_python(words: list[str]) -> int:
    """Go on with a Python that is new enough, if the machine has one."""
    for name in NEWER_ONES:
        found = shutil.which(name)
        if found is not None:
            return subprocess.call([found, str(Path(__file__).resolve()), *words])
    have = ".".join(str(part) for part in sys.version_info[:3])
    say(f"Hourpass needs Python 3.11 or later; this is {have}, and there is no newer one here.")
    say("Debian 12 and Ubuntu 24.04 bring one as python3; else see https://www.python.org/downloads/.")
    return 1


def set_up_and_do(command: str, arguments: list[str]) -> int:
    # Loaded only now: these need the newer Python.
    from _checks import Checks
    from _clients import Clients
    from _environment import DEV, SANDBOX, Environment

    if command in PACKAGES:
        return make_package(command, arguments)
    environment = Environment(ROOT, say)
    extra = SANDBOX if command in {"run", "setup", "texts"} else DEV
    if not provide_system(environment.is_ready(extra), tests=extra == DEV) or not environment.make(extra):
        return 1
    match command:
        case "test":
            status = Checks(ROOT, environment, say).run(arguments)
        case "clients":
            Clients(ROOT, say).make()
            status = Checks(ROOT, environment, say).run(["-rs", "tests/clients", *arguments])
        case "bench":
            words, extra_path = ["-m", "benchmarks", *arguments], {"PYTHONPATH": str(ROOT / "tests")}
            status = go(environment.program("python"), words, extra_path)
        case "packages":
            status = test_packages(Checks(ROOT, environment, say), arguments)
        case "texts":
            status = read_texts(environment.pyside())
        case "setup":
            say(f"Ready: {environment.program('hourpass')} --sandbox")
            status = 0
        case _:
            status = run_app(environment.program("hourpass"), environment.program("hourpass-cli"), arguments)
    return status


def make_package(kind: str, arguments: list[str]) -> int:
    import _kinds

    if not provide_system(False, tests=False) or not _kinds.provide_tools(kind, say):
        return 1
    return _kinds.make(kind, arguments, ROOT, say)


def test_packages(checks: Checks, arguments: list[str]) -> int:
    import _kinds

    for kind in ("deb", "portable"):
        if status := make_package(kind, []):
            return status
    if not _kinds.provide_tools("packages", say):
        return 1
    return checks.run(["-rs", "tests/packages", *arguments])


def read_texts(pyside: Path) -> int:
    import _translations

    _translations.read_texts(ROOT, pyside)
    return 0


def run_app(app: str, cli: str, arguments: list[str]) -> int:
    if not has_screen():
        say(no_screen(cli))
        return 1
    say(" ".join(["Starting hourpass", *arguments]))
    return go(app, arguments, {})


def provide_system(environment_is_ready: bool, *, tests: bool) -> bool:
    """Install what the system lacks; whether it has everything now."""
    if sys.platform != "linux":
        return True
    from _debian import LIBRARIES, SESSION, environment_maker, provide

    maker = () if environment_is_ready else (environment_maker(),)
    return provide((*LIBRARIES, *maker, *(SESSION if tests else ())), say)


def has_screen() -> bool:
    """Whether a window could be seen, or the person said in Qt's own way where it should go."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def no_screen(cli: str) -> str:
    return (
        "Everything is set up, but there is no screen to show the window on (DISPLAY and WAYLAND_DISPLAY are not set).\n"
        "Over ssh, connect with `ssh -X` and start again. Without any screen:\n"
        f"  {cli} sandbox                             the embedded AWS alone\n"
        "  QT_QPA_PLATFORM=offscreen python3 installer/develop.py    the app, invisible"
    )


def go(program: str, arguments: list[str], extra: dict[str, str]) -> int:
    """Become *program*, so that signals and the exit status are its own."""
    environment = {**os.environ, **extra}
    for name in ("PYTHONHOME", *(() if "PYTHONPATH" in extra else ("PYTHONPATH",))):
        environment.pop(name, None)
    if os.name != "nt":
        os.execve(program, [program, *arguments], environment)  # noqa: S606 (without a shell, as it should be)
    # On Windows, becoming another program would give the prompt back at once.
    return subprocess.call([program, *arguments], env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
