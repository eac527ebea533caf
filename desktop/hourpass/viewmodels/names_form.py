"""The draft being filled in: names that follow each other until one is typed, and what is still wrong with them."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from enum import Enum, auto

from hourpass.domain import arns, profile_flaws
from hourpass.domain.profile import Profile
from hourpass.domain.setup import (
    DEFAULT_ROLE_MAXIMUM,
    LONGEST_DEVICE_NAME,
    LONGEST_ROLE_NAME,
    LONGEST_USER_NAME,
    Draft,
    DraftField,
    DraftFlaw,
    Mode,
    Permission,
    draft_flaws,
    proposed_name,
)
from hourpass.services.preflight import Checked
from hourpass.viewmodels.existing_user import ExistingUser

PREFIX = "hourpass-"
ROLE_ENDING = "-s3"
_ROLE_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)
MAXIMA = tuple(timedelta(hours=hours) for hours in (1, 2, 4, 8, 12))


class Lack(Enum):
    """What keeps the draft from being whole, besides the flaws of its fields."""

    USER_NOT_CHOSEN = auto()
    USER_NOT_READ = auto()  # AWS is still being asked for its devices and keys
    TOO_MANY_KEYS = auto()
    TOO_MANY_DEVICES = auto()
    ROLE_MALFORMED = auto()  # neither the ARN of a role nor a name that one can have
    ROLE_NOT_READ = auto()  # only its name is known yet
    ROLE_NOT_FOUND = auto()
    SECOND_ADMIN_MISSING = auto()
    SAME_ACCOUNT = auto()  # the second administrator is of the first one's account


class NamesForm:
    """What stands in the fields, kept while the person goes back and forth."""

    def __init__(self, login: str) -> None:
        self._id = os.urandom(4).hex()
        self._login = login
        self._texts = dict.fromkeys(DraftField, "")
        self._typed: set[DraftField] = set()
        self._mode_chosen = False
        self.mode = Mode.ROLE
        self.permission = Permission.LIST_BUCKETS
        self.role_maximum = DEFAULT_ROLE_MAXIMUM
        self.checked: Checked | None = None
        self.role_side: Checked | None = None
        self.other_account = False
        self.uses_existing_user = False
        self.existing: ExistingUser | None = None
        self.wanted_user = ""  # the name chosen or typed, before AWS has told of it
        self.existing_device = ""  # serial; empty: a new one
        self.existing_key = ""  # id; empty: a new one
        self._existing_role = ""
        self._read_role: str | None = None  # its ARN; empty: AWS has told that there is none

    def base_on(self, checked: Checked) -> None:
        """The user's administrator is this one now. Of another account, what was chosen there means nothing any more."""
        if self.checked is not None and self.checked.identity.account != checked.identity.account:
            self.forget_user()
        self.checked = checked
        if not self._mode_chosen:
            lacks_role = checked.missing_for(Mode.ROLE) and not checked.missing_for(Mode.SESSION)
            self.mode = Mode.SESSION if lacks_role else Mode.ROLE
        self._propose()

    def base_role_on(self, checked: Checked | None) -> None:
        """The administrator of the role's account; None while nobody is known."""
        self.role_side = checked
        self._propose()

    def text(self, field: DraftField) -> str:
        """What stands in *field*."""
        return self._texts[field]

    def type(self, field: DraftField, text: str) -> None:
        """*text* was typed into *field*, which follows no other from now on."""
        self._texts[field] = text
        self._typed.add(field)
        if field is DraftField.USER_NAME:
            self._propose()

    def leave(self, field: DraftField) -> None:
        """The person went on from *field*: an emptied one gets its proposal again."""
        if not self._texts[field].strip():
            self._typed.discard(field)
            self._propose()

    def choose_mode(self, mode: Mode) -> None:
        self.mode, self._mode_chosen = mode, True

    def use_existing(self, wanted: bool) -> None:
        """Whether a user that is there already gets the access."""
        self.uses_existing_user = wanted
        self._propose()

    def want_user(self, name: str) -> None:
        """That one was chosen; AWS will be asked about it."""
        if name != self.wanted_user:
            self.wanted_user = name
            self.existing, self.existing_device, self.existing_key = None, "", ""

    def user_read(self, found: ExistingUser) -> None:
        """AWS has told of the chosen user. What it has and serves is taken, where nothing new can be made."""
        self.wanted_user, self.existing = found.user.name, found
        self.existing_key = found.keys_here[0] if found.keys_here and not found.takes_key else ""
        usable = found.usable_devices
        self.existing_device = usable[0].serial if usable and not found.takes_device else ""
        self._propose()

    def forget_user(self) -> None:
        """No existing user is chosen."""
        self.wanted_user = ""
        self.existing, self.existing_device, self.existing_key = None, "", ""
        self._propose()

    @property
    def existing_role(self) -> str:
        """What was typed: the ARN of a role, or the name of one in the user's account; empty: a role is made."""
        return self._existing_role

    def type_role(self, text: str) -> None:
        """*text* now stands in the field of the existing role."""
        if text.strip() != self._existing_role:
            self._existing_role, self._read_role = text.strip(), None

    def role_read(self, wanted: str, arn: str) -> None:
        """AWS was asked about *wanted* in the user's account; an empty *arn*: it has no such role."""
        if wanted == self._existing_role:
            self._read_role = arn

    @property
    def looks_role_up(self) -> bool:
        """Whether the role can be looked at as the user's administrator."""
        arn = arns.parse(self._existing_role)
        if arn is None:
            return bool(_ROLE_NAME.fullmatch(self._existing_role))
        return _is_role(self._existing_role) and self.checked is not None and arn.account == self._account

    @property
    def existing_role_arn(self) -> str:
        """Its ARN, as soon as that is known."""
        return self._existing_role if _is_role(self._existing_role) else self._read_role or ""

    @property
    def needs_role(self) -> bool:
        """Whether a role is made."""
        return self.mode is Mode.ROLE and not self._existing_role

    @property
    def needs_device(self) -> bool:
        return not (self.uses_existing_user and self.existing_device)

    def draft(self) -> Draft:
        """What the fields amount to, sound or not."""
        checked = self.checked
        arn = arns.parse(checked.identity.arn) if checked else None
        existing = self.existing if self.uses_existing_user else None
        by_role = self.mode is Mode.ROLE
        return Draft(
            id=self._id,
            account=self._account,
            user_name=self._user_name(),
            device_name=self._texts[DraftField.DEVICE_NAME].strip(),
            mode=self.mode,
            permission=self.permission,
            role_name=self._texts[DraftField.ROLE_NAME].strip() if by_role else "",
            role_account=self._role_account(),
            role_maximum=self.role_maximum,
            external_id=self._texts[DraftField.EXTERNAL_ID].strip() if by_role else "",
            partition=arn.partition if arn else "aws",
            existing_user_path=existing.path if existing else "",
            existing_device=self.existing_device if existing else "",
            existing_role_arn=(self.existing_role_arn or self._existing_role) if by_role else "",
            existing_key=self.existing_key if existing else "",
        )

    @property
    def flaws(self) -> dict[DraftField, DraftFlaw]:
        """What is wrong with the fields; with names, as they are typed."""
        if self.checked is None:
            return {}
        found = draft_flaws(self.draft(), self.checked.taken, self.role_side.taken if self.role_side else None)
        if self.uses_existing_user:
            found.pop(DraftField.USER_NAME, None)
        return found

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What else is missing."""
        found = [*self._lacks_of_user()]
        if self.mode is Mode.ROLE:
            found += self._lacks_of_role()
            if self.other_account and self.needs_role:
                if self.role_side is None:
                    found.append(Lack.SECOND_ADMIN_MISSING)
                elif self.checked and self.role_side.identity.account == self.checked.identity.account:
                    found.append(Lack.SAME_ACCOUNT)
        return tuple(found)

    @property
    def complete(self) -> bool:
        """Whether it can be reviewed."""
        return self.checked is not None and not self.flaws and not self.lacks

    def _lacks_of_user(self) -> list[Lack]:
        if not self.uses_existing_user:
            return []
        if not self.wanted_user:
            return [Lack.USER_NOT_CHOSEN]
        if self.existing is None:
            return [Lack.USER_NOT_READ]
        found = []
        if not self.existing_key and not self.existing.takes_key:
            found.append(Lack.TOO_MANY_KEYS)
        if not self.existing_device and not self.existing.takes_device:
            found.append(Lack.TOO_MANY_DEVICES)
        return found

    def _lacks_of_role(self) -> list[Lack]:
        if not self._existing_role:
            return []
        if self._read_role == "":
            return [Lack.ROLE_NOT_FOUND]
        if self.existing_role_arn:
            return []
        return [Lack.ROLE_NOT_READ if self.looks_role_up else Lack.ROLE_MALFORMED]

    @property
    def _account(self) -> str:
        return self.checked.identity.account if self.checked else ""

    def _user_name(self) -> str:
        return self.wanted_user if self.uses_existing_user else self._texts[DraftField.USER_NAME].strip()

    def _role_account(self) -> str:
        if not self.other_account or not self.needs_role or self.role_side is None or self.checked is None:
            return ""
        account = self.role_side.identity.account
        return "" if account == self.checked.identity.account else account

    def _propose(self) -> None:
        """Fill in what nobody has typed: the user by the login, the others by the user."""
        if self.checked is None:
            return
        taken = self.checked.taken
        if DraftField.USER_NAME not in self._typed:
            self._texts[DraftField.USER_NAME] = proposed_name(PREFIX + self._login, taken.users, LONGEST_USER_NAME)
        user = self._user_name()
        if DraftField.DEVICE_NAME not in self._typed:
            self._texts[DraftField.DEVICE_NAME] = proposed_name(user, taken.devices, LONGEST_DEVICE_NAME)
        if DraftField.ROLE_NAME not in self._typed:
            there = self.role_side.taken if self.other_account and self.role_side else taken
            known = (there.roles or frozenset()) | (there.policies or frozenset())
            self._texts[DraftField.ROLE_NAME] = proposed_name(user, known, LONGEST_ROLE_NAME, ROLE_ENDING)


def _is_role(arn: str) -> bool:
    return profile_flaws.Field.ROLE_ARN not in profile_flaws.flaws(Profile("", "", "", role_arn=arn))
