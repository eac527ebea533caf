"""A lister of buckets whose pages a test lets go one by one."""

from __future__ import annotations

import queue
from collections.abc import Iterator

from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow

_END = object()


def bucket(name: str, region: str = "eu-west-1", created: str = "2021-03-02T12:00:00+00:00") -> BucketRow:
    return (name, region, created)


class PagesOnDemand:
    """Each listing waits for pages from :meth:`give`, until :meth:`end`, :meth:`fail` or its cancellation."""

    def __init__(self) -> None:
        self.asked: list[str] = []  # the profiles' names
        self.cancels: list[Cancel] = []
        self._queues: list[queue.Queue[object]] = []

    def __call__(self, profile: Profile, cancel: Cancel) -> Iterator[list[BucketRow]]:
        pages: queue.Queue[object] = queue.Queue()
        cancel.on_request(lambda: pages.put(_END))
        self.cancels.append(cancel)
        self._queues.append(pages)
        self.asked.append(profile.name)
        while (page := pages.get()) is not _END:
            if isinstance(page, Problem):
                raise HourpassError(page)
            yield page  # type: ignore[misc]
        cancel.check()

    def give(self, *rows: BucketRow, listing: int = -1) -> None:
        self._queues[listing].put(list(rows))

    def fail(self, problem: Problem) -> None:
        self._queues[-1].put(problem)

    def end(self) -> None:
        self._queues[-1].put(_END)
