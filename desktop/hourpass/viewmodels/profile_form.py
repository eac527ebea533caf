"""A profile being filled in: what was typed, what it amounts to, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from hourpass.domain import arns
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.profile import USUAL_DURATIONS, Hop, Method, Profile, UsualDurations, duration_limits
from hourpass.domain.profile_flaws import Field, Flaw, flaws
from hourpass.services.ports import Device
from hourpass.services.profile_book import new_profile_id
from hourpass.viewmodels.durations import offered_durations

REGIONS = {
    "aws": (
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
        "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1",
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-south-1",
        "ap-east-1", "me-south-1", "me-central-1", "il-central-1", "af-south-1",
    ),
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-west-1", "us-gov-east-1"),
}  # fmt: skip
"""Common ones, to choose from; any other can be typed."""

MORE = frozenset({Field.SESSION_NAME, Field.EXTERNAL_ID, Field.SESSION_POLICY, Field.SESSION_DURATION})
"""The fields that most profiles never need."""

_ORDER = (
    Field.NAME,
    Field.ACCESS_KEY_ID,
    Field.SECRET_ACCESS_KEY,
    Field.ROLE_ARN,
    Field.DEVICE_SERIAL,
    Field.DURATION,
    Field.REGION,
    Field.SESSION_NAME,
    Field.EXTERNAL_ID,
    Field.SESSION_DURATION,
    Field.SESSION_POLICY,
)


class ProfileForm:
    """What stands in the fields. The secret is held here and in the field only, until :meth:`forget_secret`."""

    def __init__(
        self,
        profile: Profile | None = None,
        other_names: Iterable[str] = (),
        stored_key_ids: Sequence[str] = (),
        new_id: Callable[[], str] = new_profile_id,
        usual: UsualDurations = USUAL_DURATIONS,
        lost_key_id: str = "",
    ) -> None:
        self._id = profile.id if profile else new_id()
        self._others = frozenset(other_names)
        self.stored_key_ids = tuple(stored_key_ids)
        self._lost_key_id = lost_key_id
        only_key = stored_key_ids[0] if len(stored_key_ids) == 1 else ""
        start = profile or Profile(self._id, "", only_key, duration=usual.role, session_duration=usual.session)
        self._is_new, self._usual = profile is None, usual
        self._texts = {
            Field.NAME: start.name,
            Field.ACCESS_KEY_ID: start.access_key_id,
            Field.SECRET_ACCESS_KEY: "",
            Field.ROLE_ARN: start.role_arn,
            Field.DEVICE_SERIAL: start.device_serial,
            Field.SESSION_NAME: start.session_name,
            Field.EXTERNAL_ID: start.external_id,
            Field.SESSION_POLICY: start.session_policy,
            Field.REGION: start.region,
        }
        self.method = start.method
        self.duration = start.duration
        self.session_duration = start.session_duration
        # Taken over from the AWS config files, and changed there only.
        self.source_profile, self._through = start.source_profile, start.through
        # Whose secret key is kept: another device's codes have to be typed.
        self._makes_codes_of = start.device_serial if start.makes_codes else ""
        self._filled_in = self._state()
        self.device_choices: tuple[Device, ...] = ()
        self._left: set[Field] = set()
        self._tried = False

    def text(self, field: Field) -> str:
        """What stands in *field*."""
        return self._texts[field]

    def type(self, field: Field, text: str) -> None:
        """*text* now stands in *field*."""
        self._texts[field] = text

    @property
    def changed(self) -> bool:
        """Whether the person has typed or chosen anything that would be lost."""
        return self._state() != self._filled_in

    def leave(self, field: Field) -> None:
        """The person went on from *field*: from now on its flaw is shown."""
        self._left.add(field)

    def choose_method(self, method: Method) -> None:
        """Take *method*. A duration that it does not allow becomes the usual one, and in a new profile one that nobody
        has chosen.
        """
        unchosen = self._is_new and self.duration == self._usual.of(self.method)
        self.method = method
        chained = bool(self.through)
        shortest, longest = duration_limits(method, chained=chained)
        if unchosen or not shortest <= self.duration <= longest:
            self.duration = self._usual.of(method, chained=chained)

    def profile(self) -> Profile:
        """What the fields amount to, sound or not."""
        text = {field: typed.strip() for field, typed in self._texts.items()}
        return Profile(
            id=self._id,
            name=text[Field.NAME],
            access_key_id=text[Field.ACCESS_KEY_ID],
            method=self.method,
            role_arn="" if self.method is Method.SESSION else text[Field.ROLE_ARN],
            device_serial=text[Field.DEVICE_SERIAL],
            duration=self.duration,
            session_duration=self.session_duration,
            session_name=text[Field.SESSION_NAME],
            external_id=text[Field.EXTERNAL_ID],
            session_policy=text[Field.SESSION_POLICY],
            region=text[Field.REGION],
            makes_codes=bool(self._makes_codes_of) and text[Field.DEVICE_SERIAL] == self._makes_codes_of,
            source_profile=self.source_profile,
            through=self.through,
        )

    def keys(self) -> LongTermKeys | None:
        """The keys to put into the keyring; None where the one already there serves."""
        secret = self._texts[Field.SECRET_ACCESS_KEY].strip()
        return LongTermKeys(self.profile().access_key_id, secret) if secret else None

    def forget_secret(self) -> None:
        """Hold the secret no longer."""
        self._texts[Field.SECRET_ACCESS_KEY] = ""

    @property
    def key_is_stored(self) -> bool:
        """Whether the keyring has the secret of this access key."""
        return self._texts[Field.ACCESS_KEY_ID].strip() in self.stored_key_ids

    @property
    def needs_secret(self) -> bool:
        """Whether the secret must be typed."""
        return not self.key_is_stored

    @property
    def _secret_is_lost(self) -> bool:
        key_id = self._texts[Field.ACCESS_KEY_ID].strip()
        return bool(key_id) and key_id == self._lost_key_id

    @property
    def all_flaws(self) -> dict[Field, Flaw]:
        """Everything that keeps the profile from being saved, in the order of the fields."""
        found = flaws(self.profile(), self._others)
        secret = self._texts[Field.SECRET_ACCESS_KEY].strip()
        if self.source_profile:
            pass
        elif not secret and self.needs_secret:
            found[Field.SECRET_ACCESS_KEY] = Flaw.LOST if self._secret_is_lost else Flaw.MISSING
        elif len(secret.split()) > 1:
            found[Field.SECRET_ACCESS_KEY] = Flaw.WRONG_CHARACTERS
        return {field: found[field] for field in _ORDER if field in found}

    @property
    def flaws(self) -> dict[Field, Flaw]:
        """What is to be shown: until saving was tried, only in fields that were left, and nobody is urged to fill
        one in. A lost secret is what the form was opened for, and is told from the first."""
        if self._tried:
            return self.all_flaws
        return {
            field: flaw
            for field, flaw in self.all_flaws.items()
            if flaw is Flaw.LOST or (flaw is not Flaw.MISSING and field in self._left)
        }

    def try_save(self) -> bool:
        """Whether the profile can be saved; if not, every flaw is shown from now on."""
        self._tried = True
        return not self.all_flaws

    @property
    def through(self) -> tuple[Hop, ...]:
        """The roles on the way."""
        return self._through if self.needs_role else ()

    @property
    def needs_role(self) -> bool:
        """Whether a role is asked for."""
        return self.method is not Method.SESSION

    @property
    def needs_session_duration(self) -> bool:
        """Whether the MFA session behind the role has a duration of its own."""
        return self.method is Method.ROLE_THROUGH_SESSION

    @property
    def uses_more(self) -> bool:
        """Whether a rarely needed field differs from what it is in a new profile, or is flawed."""
        now, plain = self.profile(), Profile("", "", "")
        texts = (now.session_name, now.external_id, now.session_policy)
        differs = texts != (plain.session_name, plain.external_id, plain.session_policy)
        lasts = self.needs_session_duration and self.session_duration != self._usual.session
        return differs or lasts or bool(MORE & self.flaws.keys())

    @property
    def durations(self) -> tuple[timedelta, ...]:
        """The durations to choose from."""
        return offered_durations(self.method, also=self.duration, chained=bool(self.through))

    @property
    def session_durations(self) -> tuple[timedelta, ...]:
        """The durations of the MFA session to choose from."""
        return offered_durations(Method.SESSION, also=self.session_duration)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions to choose from: those of the role's or the device's partition, all where neither tells."""
        if any(arns.parse(self._texts[field].strip()) for field in (Field.ROLE_ARN, Field.DEVICE_SERIAL)):
            return REGIONS.get(self.profile().partition, ())
        return tuple(region for regions in REGIONS.values() for region in regions)

    @property
    def default_region(self) -> str:
        """The region that is asked when none is named."""
        profile = self.profile()
        return arns.HOME_REGION.get(profile.partition, arns.HOME_REGION["aws"])

    @property
    def look_up_with(self) -> LongTermKeys | str | None:
        """What to ask AWS for the devices with: the typed keys, or the ID of a stored one; None until there is any."""
        flaw = self.all_flaws
        if self.source_profile or Field.ACCESS_KEY_ID in flaw or Field.SECRET_ACCESS_KEY in flaw:
            return None
        return self.keys() or self.profile().access_key_id

    @property
    def only_passkeys(self) -> bool:
        """Whether AWS named devices and STS takes the codes of none of them."""
        return bool(self.device_choices) and not any(choice.usable for choice in self.device_choices)

    def devices_found(self, devices: Sequence[Device]) -> None:
        """AWS named *devices*. A sole usable one is taken where none was typed."""
        self.device_choices = tuple(devices)
        usable = [choice.serial for choice in self.device_choices if choice.usable]
        if len(usable) == 1 and not self._texts[Field.DEVICE_SERIAL].strip():
            as_it_was = not self.changed
            self._texts[Field.DEVICE_SERIAL] = usable[0]
            if as_it_was:  # nobody typed this one
                self._filled_in = self._state()

    def _state(self) -> tuple[object, ...]:
        texts = tuple(text.strip() for text in self._texts.values())
        return texts, self.method, self.duration, self.session_duration
