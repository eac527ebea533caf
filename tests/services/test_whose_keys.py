from __future__ import annotations

from dataclasses import replace

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, StepState
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AccessKey, KeyUse
from hourpass.services.whose_keys import keys_of
from services.fakes_services import START
from services.fakes_setup import EXISTING, ROLE

THEIRS, OURS, THIRD = (AccessKey(f"AKIA{number:016d}", active=True) for number in range(3))
STARTED = {StepKind.CREATE_KEY: StepState.STARTED}
OF_EXISTING = Record(EXISTING, START, states=STARTED, keys_before=(THEIRS.id,))


class Uses:
    """An account that tells of the keys called *used* that they were; nothing where it may not be asked."""

    def __init__(self, *used: AccessKey, denied: bool = False) -> None:
        self._used, self._denied = {key.id for key in used}, denied

    def key_last_used(self, access_key_id: str, cancel: Cancel) -> KeyUse | None:
        cancel.check()
        if self._denied:
            raise HourpassError(Problem(Reason.DENIED))
        return KeyUse(START) if access_key_id in self._used else None


def ours(record: Record, listed: tuple[AccessKey, ...], uses: Uses | None = None) -> tuple[str, ...]:
    return keys_of(record, listed, uses or Uses(), Cancel())  # type: ignore[arg-type]


def test_of_a_user_who_was_there_before_the_one_new_key_is_ours():
    assert ours(OF_EXISTING, (THEIRS, OURS)) == (OURS.id,)
    assert ours(OF_EXISTING, (THEIRS,)) == ()


def test_a_key_that_was_used_is_not_the_one_whose_secret_got_lost():
    assert ours(OF_EXISTING, (THEIRS, OURS), Uses(OURS)) == ()
    assert ours(OF_EXISTING, (THEIRS, OURS, THIRD), Uses(THIRD)) == (OURS.id,)


def test_where_their_use_may_not_be_asked_the_one_new_key_is_ours():
    assert ours(OF_EXISTING, (THEIRS, OURS), Uses(denied=True)) == (OURS.id,)


def test_a_key_that_was_never_asked_for_is_nobodys_of_ours():
    assert ours(replace(OF_EXISTING, states={}), (THEIRS, OURS)) == ()


def test_of_two_new_keys_nobody_can_tell_which_one_is_ours():
    assert ours(replace(OF_EXISTING, keys_before=()), (OURS, THIRD)) == ()


def test_the_id_in_the_record_tells_for_sure():
    assert ours(replace(OF_EXISTING, access_key_id=THIRD.id), (THEIRS, OURS, THIRD)) == (THIRD.id,)


def test_all_keys_of_a_user_whom_the_setup_made_are_its_own():
    assert ours(Record(ROLE, START, states=STARTED), (OURS, THIRD)) == (OURS.id, THIRD.id)
