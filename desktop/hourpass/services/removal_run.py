"""One run over a removal's list: makes sure of each thing once more, deletes it, and clears what came to hang on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import ApiCall, Side
from hourpass.services.cancel import Cancel
from hourpass.services.deleting import delete, while_detaching
from hourpass.services.removal_list import Item, ItemCondition, ItemKind, ItemReport, RemovalList
from hourpass.services.setup_ports import Iam, Thing, ThingKind
from hourpass.services.trying_again import MOST_TROUBLES, NO_TIME, TROUBLE, Patience, TryingAgain

T = TypeVar("T")

_HANGS_ON: Mapping[ItemKind, frozenset[ItemKind]] = {
    ItemKind.USER: frozenset({ItemKind.ACCESS_KEY, ItemKind.DEVICE, ItemKind.USER_POLICY}),
    ItemKind.ROLE: frozenset({ItemKind.ROLE_POLICY}),
    ItemKind.POLICY: frozenset({ItemKind.ROLE_POLICY}),
}
"""What of ours may have come to each after the list was made: another key, a new phone."""


class RemovalRun:
    """Holds what is *gone* and what is *left* so far."""

    def __init__(
        self,
        sides: Mapping[Side, Iam],
        listed: RemovalList,
        look_again: Callable[[], RemovalList],
        report: Callable[[ItemReport], None],
        trying_again: TryingAgain,
        cancel: Cancel,
    ) -> None:
        self._sides, self._listed, self._look_again = sides, listed, look_again
        self._report, self._trying_again, self._cancel = report, trying_again, cancel
        self._troubles = MOST_TROUBLES
        self._tried: set[str] = set()
        self._blocked: set[str] = set()  # by what will not go while we wait
        self.gone: list[Item] = []
        self.left: list[ItemReport] = []

    def take(self, item: Item) -> None:
        """Remove *item*, or say why it is left."""
        self._tried.add(item.key)
        self._report(ItemReport(item, ItemCondition.REMOVING))
        try:
            if self._patiently(item, lambda: self._is_still_ours(item)):
                for call in item.calls:
                    self._send(item, call)
        except HourpassError as error:
            self.leave(item, error.problem)
            return
        self.gone.append(item)
        self._report(ItemReport(item, ItemCondition.GONE))

    def leave(self, item: Item, problem: Problem | None) -> None:
        """*item* stays for now."""
        report = ItemReport(item, ItemCondition.LEFT, problem)
        self.left.append(report)
        self._report(report)

    def _send(self, item: Item, call: ApiCall) -> None:
        # Deleting twice is harmless, so a call is sent again without looking whether it came through.
        def once() -> None:
            try:
                delete(self._sides[item.side], call)
            except HourpassError as error:
                if error.problem.reason is Reason.DELETE_CONFLICT:
                    self._clear(item)
                raise

        self._patiently(item, once)

    def _patiently(self, item: Item, act: Callable[[], T]) -> T:
        def told(_tries: int, reason: Reason) -> None:
            self._report(ItemReport(item, ItemCondition.RETRYING, Problem(reason)))

        def grants(problem: Problem) -> timedelta:
            return NO_TIME if item.key in self._blocked else while_detaching(problem)

        try:
            return self._trying_again.until_done(act, Patience(grants, self._troubles), told, self._cancel)
        except HourpassError as error:
            if error.problem.reason in TROUBLE:
                self._troubles = 0  # it outlasted one call's tries: the rest need not wait it out again
            raise

    def _clear(self, item: Item) -> None:
        """Remove what of ours hangs on *item* and is not on the list. Where something foreign does, or something that
        could not be removed, waiting is in vain.
        """
        again, ours = self._look_again(), _HANGS_ON.get(item.kind, frozenset())
        if any(obstacle.hangs_on(item) for obstacle in again.obstacles):
            self._blocked.add(item.key)
            return
        if any(report.item.kind in ours for report in self.left):
            self._blocked.add(item.key)
        for found in again.items:
            if found.key == item.key:
                for call in found.calls[:-1]:  # a policy's newer versions
                    delete(self._sides[found.side], call)
            elif found.kind in ours and found.key not in self._tried:
                self.take(found)

    def _is_still_ours(self, item: Item) -> bool:
        """False where it is gone. Whoever made another one of its name meanwhile keeps that."""
        match item.kind:
            case ItemKind.USER:
                return self._carries_our_tag(item, ThingKind.USER, item.name)
            case ItemKind.ROLE | ItemKind.ROLE_POLICY:
                return self._carries_our_tag(item, ThingKind.ROLE, item.name)
            case ItemKind.POLICY:
                return self._carries_our_tag(item, ThingKind.POLICY, item.arn)
            case ItemKind.DEVICE if item.calls[-1].operation == "DeleteVirtualMFADevice":
                return self._device_is_free(self._find(item, ThingKind.DEVICE, item.arn))
        return True  # keys have ids that never come twice; our inline policies are called after their setup

    def _carries_our_tag(self, item: Item, kind: ThingKind, name: str) -> bool:
        thing = self._find(item, kind, name)
        return thing is not None and thing.setup_id in self._listed.setups

    def _device_is_free(self, device: Thing | None) -> bool:
        """Another user's device by now is not ours to take, even with our tag; nor is a namesake that nobody has yet."""
        if device is None or device.owner == self._listed.user_name:
            return device is not None
        if device.owner:
            raise HourpassError(Problem(Reason.DEVICE_IN_USE))
        return device.setup_id in self._listed.setups

    def _find(self, item: Item, kind: ThingKind, name: str) -> Thing | None:
        return self._sides[item.side].find(kind, name, self._cancel)
