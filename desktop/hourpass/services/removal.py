"""Takes back at AWS what a setup made, whenever that was and whoever made it: the mirror image of the setup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from hourpass.domain.setup_plan import Side
from hourpass.domain.setup_record import Record, Stage
from hourpass.services.cancel import Cancel
from hourpass.services.letting_go import Gone, LettingGo
from hourpass.services.pause import Pause
from hourpass.services.ports import Clock
from hourpass.services.removal_list import Item, ItemKind, ItemReport, RemovalList
from hourpass.services.removal_look_up import RemovalLookUp
from hourpass.services.removal_run import RemovalRun
from hourpass.services.setup_ports import Iam, Journal
from hourpass.services.trying_again import TryingAgain

_LEADS = frozenset({ItemKind.USER_POLICY, ItemKind.USER})
"""Looked up without a record, these lead to all the rest."""


class Removal:
    """The removal of one user's setups. What is gone already counts as removed, so whatever broke off is begun again.

    With a record, the journal says UNDOING until everything is gone. A removal by look-up needs none: its leads are
    the user, whose tag names the setup, and the user's policy, which is called after it and names the role. Both go
    only after all the rest has, so that looking up again finds whatever is left.
    """

    def __init__(
        self,
        user_side: Iam,
        role_side: Iam | None,
        account: str,
        journal: Journal,
        letting_go: LettingGo,
        clock: Clock,
        pause: Pause,
    ) -> None:
        self._sides = {Side.USER: user_side, Side.ROLE: role_side or user_side}
        self._look = RemovalLookUp(user_side, role_side, account)
        self._account, self._journal, self._letting_go = account, journal, letting_go
        self._trying_again = TryingAgain(clock, pause)
        self._gone = Gone()  # in earlier tries too: those are on no list any more
        self.let_go: tuple[str, ...] = ()
        """The ids of the profiles that went along with what they stood on."""

    def of_record(self, record: Record, cancel: Cancel) -> RemovalList:
        """What is left of the setup in *record*."""
        return self._with_profiles(self._look.of_record(record, cancel))

    def look_up(self, user_name: str, cancel: Cancel) -> RemovalList:
        """What Hourpass made for the user. Nothing of anybody else's is on the list, whoever made the user."""
        known = (record for record in self._journal.records() if record.draft.account == self._account)
        ours = tuple(r for r in known if r.draft.user_name == user_name)
        return self._with_profiles(self._look.of_user(user_name, ours, cancel))

    def remove(
        self, listed: RemovalList, report: Callable[[ItemReport], None], cancel: Cancel
    ) -> tuple[ItemReport, ...]:
        """Blocking: remove what is listed, in its order, going on after failures; what is left of it.

        When nothing is, keys and profiles that stood on it leave this computer, and the journal forgets its setups.
        """
        records = self._records(listed)
        for record in records:
            if record.stage is not Stage.UNDOING:
                self._journal.write(replace(record, stage=Stage.UNDOING))
        run = RemovalRun(self._sides, listed, lambda: self._again(listed, cancel), report, self._trying_again, cancel)
        try:
            for item in listed.items:
                cancel.check()
                if run.left and not records and item.kind in _LEADS:
                    run.leave(item, None)
                else:
                    run.take(item)
        finally:
            self._gone |= _gone(run.gone)
        if not run.left:
            self._finish(records)
        return tuple(run.left)

    def _with_profiles(self, listed: RemovalList) -> RemovalList:
        gone = _gone(listed.items)
        for record in self._records(listed):
            gone |= _made(record)
        return replace(listed, profiles=tuple(profile.name for profile in self._letting_go.standing_on(gone)))

    def _finish(self, records: tuple[Record, ...]) -> None:
        gone = self._gone
        for record in records:
            gone |= _made(record)
        self.let_go += self._letting_go.of(gone)
        for record in records:  # last: until then the next start goes on with it
            self._journal.remove(record.draft.id)

    def _again(self, listed: RemovalList, cancel: Cancel) -> RemovalList:
        record = next((each for each in self._records(listed) if each.draft.id == listed.setup_id), None)
        return self.of_record(record, cancel) if record else self.look_up(listed.user_name, cancel)

    def _records(self, listed: RemovalList) -> tuple[Record, ...]:
        return tuple(record for record in self._journal.records() if record.draft.id in listed.setups)


def _gone(items: Iterable[Item]) -> Gone:
    of_kind: dict[ItemKind, set[str]] = {}
    for item in items:
        of_kind.setdefault(item.kind, set()).add(item.arn or item.name)
    keys, roles, devices = (
        frozenset(of_kind.get(kind, ())) for kind in (ItemKind.ACCESS_KEY, ItemKind.ROLE, ItemKind.DEVICE)
    )
    return Gone(keys, roles, devices)


def _made(record: Record) -> Gone:
    """What *record*'s setup had made, part of which may have gone before this run began."""
    draft = record.draft
    return Gone(
        frozenset({record.access_key_id} - {""}) if draft.creates_key else frozenset(),
        frozenset({draft.role_arn}) if draft.creates_role else frozenset(),
        frozenset({draft.device_serial}) if draft.creates_device else frozenset(),
    )
