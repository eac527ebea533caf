"""A command that runs beside us as if it ran in our place: signals, terminal and exit status are its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from hourpass.cli.starting import starting

if sys.platform == "win32":
    import shutil
    import signal
    import subprocess

    def run_beside(command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Its exit status. Refusal where it cannot be started."""
        with starting(command[0]):
            path = shutil.which(command[0], path=environment.get("PATH"))
            if path is None:
                raise FileNotFoundError(command[0])
        before = [(number, signal.signal(number, lambda *_: None)) for number in (signal.SIGINT, signal.SIGBREAK)]
        try:
            # The console sends Ctrl+C to every program in it.
            with starting(command[0]):
                child = subprocess.Popen([path, *command[1:]], env=dict(environment))
            return child.wait()
        finally:
            for number, handler in before:
                signal.signal(number, handler)

else:
    import os
    import signal
    import socket

    from hourpass.cli.signal_news import news_of
    from hourpass.cli.witness import Witness

    PASSED_ON = (
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGUSR1,
        signal.SIGUSR2,
        signal.SIGINT,
        signal.SIGQUIT,
        signal.SIGTSTP,
    )
    _IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)

    def run_beside(command: Sequence[str], environment: Mapping[str, str], witness: Witness) -> int:
        """Its exit status, or 128 and the signal that ended it. Refusal where it cannot be started.

        The command stays in our process group: in `hourpass-cli exec … | less` both have the terminal.
        """
        # What we were told to ignore (by nohup, say) stays ignored by both of us.
        with news_of((*PASSED_ON, signal.SIGCHLD)) as news:
            with starting(command[0]):
                child = os.posix_spawnp(command[0], list(command), environment, setsigdef=_IGNORED_BY_PYTHON)
            # A signal from before the command was there has not reached it, and is passed on.
            witness.forget()
            return _follow(child, news, witness)

    def _follow(child: int, news: socket.socket, witness: Witness) -> int:
        while True:
            for number in news.recv(64):
                if number == signal.SIGCHLD:
                    changed, status = os.waitpid(child, os.WNOHANG | os.WUNTRACED)
                    if changed and os.WIFSTOPPED(status):
                        _stop_as_well(child)
                    elif changed:
                        ended = os.waitstatus_to_exitcode(status)
                        return ended if ended >= 0 else 128 - ended
                elif not witness.heard(number):
                    os.kill(child, number)

    def _stop_as_well(child: int) -> None:
        """The shell that waits for us learns in this way that its job has stopped, and has its terminal back."""
        os.kill(os.getpid(), signal.SIGSTOP)
        os.kill(child, signal.SIGCONT)  # we go on, so it does; the shell's own signal may have been for us alone
