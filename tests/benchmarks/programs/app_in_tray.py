"""The app in its sandbox: signs in, lists the buckets, and is closed to the tray. Prints its memory once its worker
process has ended and it has nothing to do but wait."""

from __future__ import annotations

import json
import sys
from typing import Any

import strict  # noqa: F401 (for what it does)
from own_memory import own_memory

from hourpass import __main__ as start
from hourpass.domain.totp import code_at, step_at

IDLE_SECONDS = 1.0  # instead of a minute
ask_for_start = start.made


def made(*asked: Any) -> Any:
    app, application = ask_for_start(*asked)
    application.ready.connect(lambda: sign_in(application))
    return app, application


def sign_in(application: Any) -> None:
    bench = application._bench
    bench._services.worker._idle = IDLE_SECONDS
    code = code_at(bench._practice._facts.device_seed, step_at(bench._services.clock.now()))
    bench._desk._submit(code)
    poll(
        lambda: bench._tabs._buckets._model.rows.total > 0 and not bench._tabs._buckets.listing.running,
        close,
        application,
    )


def close(application: Any) -> None:
    application._bench._practice._authenticator.close()
    application.window.close()
    assert not application.window.isVisible()
    poll(lambda: not application._bench._services.worker.running, settle, application)


def settle(application: Any) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(2000, lambda: tell(application))


def tell(application: Any) -> None:
    print(json.dumps(own_memory()), flush=True)
    application.quit()


def poll(there: Any, then: Any, application: Any) -> None:
    """Go on with *then* once it is *there*."""
    from PySide6.QtCore import QTimer

    if there():
        then(application)
    else:
        QTimer.singleShot(100, lambda: poll(there, then, application))


start.made = made
sys.exit(start.main(["--sandbox"]))
