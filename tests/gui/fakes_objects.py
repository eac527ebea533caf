"""A lister of objects whose pages a test lets go one by one."""

from __future__ import annotations

import queue
from collections.abc import Iterator

from hourpass.domain.problem import HourpassError, Problem
from hourpass.domain.profile import Profile
from hourpass.services.cancel import Cancel
from hourpass.services.ports import ObjectPage

_END = object()


class ObjectsOnDemand:
    """Each listing waits for pages from :meth:`give`, until one says that it is the last, :meth:`fail` or its
    cancellation.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, str]] = []  # region, bucket, prefix, where to begin
        self.cancels: list[Cancel] = []
        self._queues: list[queue.Queue[object]] = []

    def __call__(
        self, _profile: Profile, region: str, bucket: str, prefix: str, start: str, cancel: Cancel
    ) -> Iterator[ObjectPage]:
        pages: queue.Queue[object] = queue.Queue()
        cancel.on_request(lambda: pages.put(_END))
        self.cancels.append(cancel)
        self._queues.append(pages)
        self.asked.append((region, bucket, prefix, start))
        while (page := pages.get()) is not _END:
            if isinstance(page, Problem):
                raise HourpassError(page)
            assert isinstance(page, ObjectPage)
            yield page
            if not page.more:
                return
        cancel.check()

    def give(self, page: ObjectPage, listing: int = -1) -> None:
        self._queues[listing].put(page)

    def fail(self, problem: Problem) -> None:
        self._queues[-1].put(problem)
