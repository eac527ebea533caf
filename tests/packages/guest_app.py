"""The packed app on the screen, as its person meets it."""

from __future__ import annotations

import json
import subprocess

from desktop.app_driver import REAL, SANDBOX, Hourpass
from desktop.bus import wait_for
from desktop.desk import Desk
from packages.guest import Guest


class GuestApp(Hourpass):
    """Driven by keys alone; what is asked of it from outside, the packed hourpass-cli asks."""

    def __init__(self, guest: Guest, title: str = REAL) -> None:
        super().__init__(Desk(guest.session), guest.session.folder, None, title)  # type: ignore[arg-type]
        self._guest = guest

    def go_to_sandbox(self) -> GuestApp:
        """Press the first page's button; the sandbox's app, which takes the place of this one."""
        self.desk.wait_for_tray_item("hourpass", 30)
        self.focused()
        self.desk.key("alt+t")
        sandbox = GuestApp(self._guest, SANDBOX)
        wait_for(sandbox.shown, "the sandbox's window", 30)
        return sandbox

    def do_the_main_job(self) -> None:
        """From the practice device's code to buckets on the screen."""
        self.focused()
        self.wait_for_tooltip("no credentials", 30)
        code = self.practice_code()
        self.focused()
        self.desk.type(code)
        self.desk.key("Return")
        self.wait_for_credentials("practice", 30)
        assert len(self.bucket_names()) == 9

    def quit(self) -> None:
        self.tray.choose("Quit")
        self._guest.wait_until_ended()

    def _ask_for_code(self) -> subprocess.CompletedProcess[str]:
        words = (self._guest.program("hourpass-cli"), "--sandbox", "code", "practice")
        status, out, err = self._guest.run(*words)
        return subprocess.CompletedProcess(words, status, out, err)


def check_command_line(guest: Guest) -> None:
    """While the sandbox's app has credentials: tools get them from it, and load nothing of the package's."""
    told = json.loads(guest.cli("--sandbox", "credentials", "practice"))
    assert (told["Version"], told["AccessKeyId"][:4]) == (1, "ASIA")
    child = guest.cli("--sandbox", "exec", "practice", "--", "env")
    assert "AWS_SESSION_TOKEN=" in child
    assert [line for line in child.splitlines() if line.startswith(("LD_", "_PYI", "QT_PLUGIN", "PYTHON"))] == []
