"""Runs first in each packed program: what it starts (a browser, a terminal, the command of `exec`) must find the system's
libraries, not ours. PyInstaller's starter had to set the variable for this process; the libraries that are still to be
loaded are found without it, as the loader read it once at the start.
"""

import os

_VARIABLE = "LD_LIBRARY_PATH"


def leave(environment: "os._Environ[str]") -> None:
    """Have *environment* as it was before the starter, which also leaves notes there for programs of its own kind."""
    before = environment.pop(f"{_VARIABLE}_ORIG", None)
    if before is not None:
        environment[_VARIABLE] = before
    else:
        environment.pop(_VARIABLE, None)
    for name in [name for name in environment if name.startswith("_PYI_")]:
        del environment[name]


leave(os.environ)
