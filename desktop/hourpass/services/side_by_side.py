"""Asking several things at the same time, none of which needs another's answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


def side_by_side(*asks: Callable[[], Any]) -> tuple[Any, ...]:
    """Their answers, in the order of *asks*; or what the first of them in that order raised, once all have ended."""
    answers: list[Any] = [None] * len(asks)
    raised: list[BaseException | None] = [None] * len(asks)

    def answer(place: int) -> None:
        try:
            answers[place] = asks[place]()
        except BaseException as error:  # noqa: BLE001 (raised again for whoever asked)
            raised[place] = error

    threads = [threading.Thread(target=answer, args=(place,), daemon=True) for place in range(len(asks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in raised:
        if error is not None:
            raise error
    return tuple(answers)
