"""The app as people keep it: it gets a profile, signs in with the code it is given, lists the buckets, and is closed to
the tray. Prints its memory once its worker process has ended and it has nothing to do but wait.

Standard input brings the facts of the sandbox that plays AWS.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import strict  # noqa: F401 (for what it does)
from own_memory import own_memory

from hourpass import __main__ as start
from hourpass.adapters.sandbox_process import read_facts
from hourpass.domain.credentials import LongTermKeys

FACTS = read_facts(sys.stdin.readline())
CODE = sys.argv[1]
ask_for_start = start.made


def made(*asked: Any) -> Any:
    app, application = ask_for_start(*asked)
    application.ready.connect(lambda: sign_in(application))
    return app, application


def sign_in(application: Any) -> None:
    from hourpass.bootstrap import practice_profiles

    bench = application._bench
    keys = LongTermKeys(FACTS.user_access_key_id, FACTS.user_secret_access_key)
    profile = practice_profiles(FACTS)[0]

    def prepare(_cancel: object, _report: object) -> None:
        bench._services.sessions.store_keys(keys)
        bench._book.change(profiles=(profile,), selected_profile=profile.id)

    def go_on(outcome: object) -> None:
        assert type(outcome).__name__ == "Done", outcome
        bench.front.show_chosen()
        bench._parts.desk._submit(CODE)
        buckets = bench._parts.tabs._buckets.buckets
        poll(lambda: buckets._model.rows.total > 0 and not buckets.listing.running, close, application)

    application._tasks.start(prepare, then=go_on)


def close(application: Any) -> None:
    application.window.close()
    assert not application.window.isVisible()
    # Soon instead of after a minute.
    worker = application._bench._services.worker
    worker._timer.cancel()
    worker._idle = 0.3
    worker._look_again(worker._idle)
    poll(lambda: not worker.running, settle, application)


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
sys.exit(start.main([]))
