"""Choosing whose credentials a setup is carried out with: what there is, what was typed, and what came of looking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto

from hourpass.domain import arns
from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile_flaws import is_key_id
from hourpass.services.administrator import AdminSource
from hourpass.services.preflight import Checked
from hourpass.services.setup_ports import AdminKind, AdminProfile

USUAL_PROFILE = "default"
_UNTOLD = datetime(9999, 1, 1, tzinfo=UTC)
"""Whoever types a session token does not say when it ends; AWS will."""


class ChoiceKind(Enum):
    """Where credentials come from."""

    ENVIRONMENT = auto()
    PROFILE = auto()
    TYPED = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them."""

    kind: ChoiceKind
    profile: AdminProfile | None = None


class KeyField(Enum):
    """What is typed where the keys are."""

    ACCESS_KEY_ID = auto()
    SECRET = auto()
    TOKEN = auto()
    REGION = auto()


class KeyFlaw(Enum):
    """What keeps typed keys from being tried."""

    MISSING = auto()
    SPACES_INSIDE = auto()
    NOT_A_KEY_ID = auto()
    TOKEN_NEEDED = auto()  # ASIA keys are nothing without it
    TOKEN_STRANGE = auto()  # AKIA keys have none


class Look(Enum):
    """How far the look at the chosen credentials is."""

    NOT_YET = auto()
    LOOKING = auto()
    SEEN = auto()
    CODE_NEEDED = auto()
    FAILED = auto()


class AdminChoice:
    """The state of one chooser. Holds typed secrets until :meth:`forget`."""

    def __init__(self, environment: AdminSource | None, other_than: AdminSource | None = None) -> None:
        """*other_than* can be chosen, but is not proposed: it serves elsewhere already."""
        self._environment, self._other_than = environment, other_than
        self._typed = dict.fromkeys(KeyField, "")
        self._chosen_by_hand = False
        self.choices: tuple[Choice, ...] = self._offered(())
        self.index = self._sensible()
        self.look = Look.NOT_YET
        self.checked: Checked | None = None
        self.problem: Problem | None = None
        self.device_serial = ""
        """Of the device whose code the chosen profile has asked for."""

    @property
    def choice(self) -> Choice:
        """What is chosen; there always is something, for keys can be typed."""
        return self.choices[self.index]

    def found(self, profiles: tuple[AdminProfile, ...]) -> None:
        """The AWS config files have these. What the person chose before stays chosen."""
        before = self.choice
        self.choices = self._offered(profiles)
        if self._chosen_by_hand and before in self.choices:
            self.index = self.choices.index(before)
        else:
            self.index = self._sensible()
            if self.choice != before:
                self._nothing_known()

    def choose(self, index: int) -> None:
        """The person chose that one."""
        if index != self.index:
            self._nothing_known()
        self.index = index
        self._chosen_by_hand = True

    def type(self, field: KeyField, text: str) -> None:
        """*text* now stands in *field*: what was found out with the keys before is worth nothing."""
        if text.strip() != self._typed[field]:
            self._typed[field] = text.strip()
            if self.choice.kind is ChoiceKind.TYPED:
                self._nothing_known()

    def text(self, field: KeyField) -> str:
        """What stands in *field*."""
        return self._typed[field]

    @property
    def types_keys(self) -> bool:
        """Whether the keys are typed."""
        return self.choice.kind is ChoiceKind.TYPED

    @property
    def flaws(self) -> dict[KeyField, KeyFlaw]:
        """What is wrong with the typed keys, from the first field on."""
        found: dict[KeyField, KeyFlaw] = {}
        for field in (KeyField.ACCESS_KEY_ID, KeyField.SECRET):
            if not self._typed[field]:
                found[field] = KeyFlaw.MISSING
        for field in (KeyField.ACCESS_KEY_ID, KeyField.SECRET, KeyField.TOKEN, KeyField.REGION):
            if len(self._typed[field].split()) > 1:
                found[field] = KeyFlaw.SPACES_INSIDE
        key, token = self._typed[KeyField.ACCESS_KEY_ID], self._typed[KeyField.TOKEN]
        if KeyField.ACCESS_KEY_ID not in found and not is_key_id(key):
            found[KeyField.ACCESS_KEY_ID] = KeyFlaw.NOT_A_KEY_ID
        if key.startswith("ASIA") and not token:
            found[KeyField.TOKEN] = KeyFlaw.TOKEN_NEEDED
        elif token and key.startswith("AKIA"):
            found[KeyField.TOKEN] = KeyFlaw.TOKEN_STRANGE
        return {field: found[field] for field in KeyField if field in found}

    @property
    def source(self) -> AdminSource | None:
        """What to ask AWS with; None while typed keys are not whole."""
        choice = self.choice
        if choice.kind is ChoiceKind.ENVIRONMENT:
            return self._environment
        if choice.profile is not None:
            return AdminSource(choice.profile.name, region=choice.profile.region)
        return None if self.flaws else self._typed_source()

    @property
    def region(self) -> str:
        """Where AWS is asked when nothing else is typed."""
        return self._typed[KeyField.REGION] or arns.HOME_REGION["aws"]

    # what comes of looking

    def looking(self) -> None:
        """AWS is being asked."""
        self._nothing_known()
        self.look = Look.LOOKING

    def seen(self, checked: Checked) -> None:
        """These are the credentials' owner and rights."""
        self.look, self.checked, self.problem = Look.SEEN, checked, None

    def failed(self, problem: Problem) -> None:
        """They serve nothing, or their profile asks for a code itself."""
        profile = self.choice.profile
        if problem.reason is Reason.SECRET_WRONG and profile is not None and profile.kind is AdminKind.KEYS:
            problem = replace(problem, facts={**problem.facts, "keys_of": profile.name})  # it holds the secret itself
        code = problem.reason in {Reason.CODE_NEEDED, Reason.CODE_REFUSED, Reason.CODE_MALFORMED}
        self.look = Look.CODE_NEEDED if code and self.choice.profile is not None else Look.FAILED
        self.checked, self.problem = None, problem
        if problem.reason is Reason.CODE_NEEDED:
            self.device_serial = problem.facts.get("serial", "")  # a refusal of the code does not name it again

    def forget(self) -> None:
        """Hold no typed secret any longer."""
        self._typed = dict.fromkeys(KeyField, "")

    def _typed_source(self) -> AdminSource:
        key, secret, token = (self._typed[each] for each in (KeyField.ACCESS_KEY_ID, KeyField.SECRET, KeyField.TOKEN))
        keys = Credentials(key, secret, token, _UNTOLD) if token else LongTermKeys(key, secret)
        return AdminSource(typed=keys, region=self._typed[KeyField.REGION])

    def _offered(self, profiles: tuple[AdminProfile, ...]) -> tuple[Choice, ...]:
        environment = (Choice(ChoiceKind.ENVIRONMENT),) if self._environment is not None else ()
        return (*environment, *(Choice(ChoiceKind.PROFILE, each) for each in profiles), Choice(ChoiceKind.TYPED))

    def _sensible(self) -> int:
        free = [place for place, choice in enumerate(self.choices) if not self._serves_elsewhere(choice)]
        if self._environment is not None and 0 in free:
            return 0
        names = {place: each.profile.name for place in free if (each := self.choices[place]).profile}
        return next((place for place, name in names.items() if name == USUAL_PROFILE), free[0])

    def _serves_elsewhere(self, choice: Choice) -> bool:
        other = self._other_than
        if other is None or choice.kind is ChoiceKind.TYPED:
            return False
        if choice.profile is not None:
            return choice.profile.name == other.profile
        return other == self._environment

    def _nothing_known(self) -> None:
        self.look, self.checked, self.problem = Look.NOT_YET, None, None
