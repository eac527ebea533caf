"""The app as it waits in the tray: it gets a profile, signs in if it is given a code, and is closed. Says when it has
nothing left to do but wait, and waits until it is ended.

Standard input brings the facts of the sandbox that plays AWS.
"""

from __future__ import annotations

import sys
from typing import Any

import strict  # noqa: F401 (for what it does)

from hourpass import __main__ as start
from hourpass.adapters.sandbox_process import read_facts
from hourpass.domain.credentials import LongTermKeys

FACTS = read_facts(sys.stdin.readline())
CODE = sys.argv[1] if len(sys.argv) > 1 else ""
SETTLING_MS = 36_000  # threads that have nothing to do end after half a minute
ask_for_start = start.made


def made(*asked: Any) -> Any:
    app, application = ask_for_start(*asked)
    application.ready.connect(lambda: prepare(application))
    return app, application


def prepare(application: Any) -> None:
    from hourpass.bootstrap import practice_profiles

    bench = application._bench
    keys = LongTermKeys(FACTS.user_access_key_id, FACTS.user_secret_access_key)
    profile = practice_profiles(FACTS)[0]

    def store(_cancel: object, _report: object) -> None:
        bench._services.sessions.store_keys(keys)
        bench._book.change(profiles=(profile,), selected_profile=profile.id)

    def go_on(outcome: object) -> None:
        assert type(outcome).__name__ == "Done", outcome
        bench.front.show_chosen()
        buckets = bench._parts.tabs._buckets.buckets
        if CODE:
            bench._parts.desk._submit(CODE)
            poll(lambda: buckets._model.rows.total > 0 and not buckets.listing.running, close, application)
        else:
            close(application)

    application._tasks.start(store, then=go_on)


def close(application: Any) -> None:
    application.window.close()
    assert not application.window.isVisible()
    # Soon instead of after a minute.
    worker = application._bench._services.worker
    worker._timer.cancel()
    worker._idle = 0.3
    worker._look_again(worker._idle)
    poll(lambda: not worker.running, settle, application)


def settle(_application: Any) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(SETTLING_MS, lambda: print("resting", flush=True))


def poll(there: Any, then: Any, application: Any) -> None:
    """Go on with *then* once it is *there*."""
    from PySide6.QtCore import QTimer

    if there():
        then(application)
    else:
        QTimer.singleShot(100, lambda: poll(there, then, application))


start.made = made
sys.exit(start.main([]))
