"""What "Remove from AWS" shows: what will be deleted, what is in the way, and what has become of each thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import Side
from hourpass.domain.setup_record import Record, Stage
from hourpass.services.removal_list import Item, ItemCondition, ItemKind, ItemReport, Obstacle, RemovalList


class Place(Enum):
    """How far it is."""

    ADMIN = auto()  # whose credentials remove it
    ROLE_ADMIN = auto()  # and whose remove the role, in another account
    LOOKING = auto()
    NOT_SEEN = auto()  # looking came to nothing
    CONFIRM = auto()
    NOTHING = auto()  # there is nothing of ours
    REMOVING = auto()
    LEFT = auto()  # some of it is still there
    GONE = auto()


@dataclass(frozen=True, slots=True)
class RemovalRow:
    """One thing on the list."""

    item: Item
    condition: ItemCondition = ItemCondition.WAITING
    problem: Problem | None = None

    @property
    def gone(self) -> bool:
        return self.condition is ItemCondition.GONE


class RemovalView:
    """The state of one removal."""

    def __init__(self, user_name: str, account: str, record: Record | None = None) -> None:
        self.user_name, self.account = user_name, account
        crosses = record is not None and record.draft.crosses_accounts
        self.role_account = record.draft.role_account if record is not None and crosses else ""
        self.undoes_setup = record is not None and record.stage is Stage.CREATING
        self._keeps_user = None if record is None else not record.draft.creates_user
        self.leaves_role = False
        self.place = Place.ADMIN
        self.listed: RemovalList | None = None
        self.rows: tuple[RemovalRow, ...] = ()
        self.problem: Problem | None = None
        self.typed = ""
        self._recorded, self._unfinished = record is not None, record is not None and record.unfinished
        self._role_admin_known = False

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What is not ours and in the way."""
        return self.listed.obstacles if self.listed and self.place in {Place.CONFIRM, Place.LEFT} else ()

    def holding(self, row: RemovalRow) -> tuple[Obstacle, ...]:
        """Those because of which AWS did not let go of *row*."""
        conflict = row.problem is not None and row.problem.reason is Reason.DELETE_CONFLICT
        known = self.listed.obstacles if self.listed is not None and conflict else ()
        return tuple(each for each in known if each.hangs_on(row.item))

    @property
    def keeps_user(self) -> bool | None:
        """Whether the user was there before Hourpass; None while nobody knows."""
        return self._keeps_user if self.listed is None else self.listed.keeps_user

    @property
    def accounts(self) -> tuple[str, ...]:
        """Those in which something will be deleted, the user's first."""
        sides = {row.item.side for row in self.rows}
        known = {Side.USER: self.account, Side.ROLE: self.role_account or self.account}
        return tuple(dict.fromkeys(known[side] for side in Side if side in sides))

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles that leave Hourpass along with it."""
        return self.listed.profiles if self.listed else ()

    @property
    def drops_key(self) -> bool:
        """Whether an access key goes, at AWS and in the keyring."""
        return any(row.item.kind is ItemKind.ACCESS_KEY for row in self.rows)

    @property
    def wants_name(self) -> bool:
        """Whether the name is to be typed: not where nobody can be working with it yet."""
        listed = self.listed
        return not (self._unfinished and listed is not None and not listed.profiles and not listed.more_setups)

    @property
    def may_remove(self) -> bool:
        """Whether it was confirmed, to the letter: names differ in case only rarely, and then it matters."""
        return self.place is Place.CONFIRM and (not self.wants_name or self.typed.strip() == self.user_name)

    @property
    def left(self) -> tuple[RemovalRow, ...]:
        """What is still there."""
        return tuple(row for row in self.rows if not row.gone)

    @property
    def share_gone(self) -> float:
        """How much of the list is gone, 0 to 1."""
        return 1 - len(self.left) / len(self.rows) if self.rows else 0.0

    # administrators

    @property
    def needs_role_admin(self) -> bool:
        """Whether somebody has to act in the role's account, and who is not known yet."""
        return bool(self.role_account) and not self.leaves_role and not self._role_admin_known

    def admin_chosen(self) -> bool:
        """The administrator at hand is chosen; whether it can be looked now, or another one is needed first."""
        if self.place is Place.ROLE_ADMIN:
            self._role_admin_known = not self.leaves_role
        self.place = Place.ROLE_ADMIN if self.needs_role_admin else Place.LOOKING
        return self.place is Place.LOOKING

    def sign_in_again(self) -> None:
        """The credentials are over; what is known stays."""
        self.place, self.problem = Place.ADMIN, None
        self._role_admin_known = False

    # looking

    def looking(self) -> None:
        """AWS is being asked what there is."""
        self.place, self.problem = Place.LOOKING, None

    def seen(self, listed: RemovalList) -> bool:
        """This is there. True where nothing is any more, but the journal and the keyring still have to let go of it."""
        if listed.role_account:
            self.role_account = listed.role_account
        self._keeps_user = listed.keeps_user
        if self.needs_role_admin:
            self.place = Place.ROLE_ADMIN
            return False
        self.listed, self.rows = listed, tuple(RemovalRow(item) for item in listed.items)
        if listed.items:
            self.place = Place.CONFIRM
            return False
        self.place = Place.REMOVING if self._recorded else Place.NOTHING
        return self._recorded

    def not_seen(self, problem: Problem | None) -> None:
        """Looking failed, or was given up."""
        self.place, self.problem = Place.NOT_SEEN, problem

    # removing

    def remaining(self) -> RemovalList:
        """The list for the next try."""
        assert self.listed is not None  # noqa: S101 (nothing is removed before it was listed)
        return replace(self.listed, items=tuple(row.item for row in self.left))

    def removing(self) -> None:
        """It begins, or begins again."""
        self.place, self.problem = Place.REMOVING, None
        self.rows = tuple(row if row.gone else RemovalRow(row.item) for row in self.rows)

    def heard(self, report: ItemReport) -> None:
        """News of one thing; one that was not on the list came to hang on another meanwhile."""
        row = RemovalRow(report.item, report.condition, report.problem)
        keys = [each.item.key for each in self.rows]
        place = keys.index(report.item.key) if report.item.key in keys else len(keys)
        self.rows = (*self.rows[:place], row, *self.rows[place + 1 :])

    def ended(self, problem: Problem | None = None) -> None:
        """It came to its end, or as far as *problem*, or was stopped: what was not removed is left."""
        self.rows = tuple(
            row if row.gone else replace(row, condition=ItemCondition.LEFT, problem=row.problem) for row in self.rows
        )
        self.problem = problem
        self.place = Place.LEFT if self.left or problem is not None else Place.GONE
