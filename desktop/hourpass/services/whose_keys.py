"""Which access keys of a user a setup made: a key carries no tag, and AWS forgets to tell when an answer gets lost."""

from __future__ import annotations

from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, StepState
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AccessKey, Iam


def keys_of(record: Record, listed: tuple[AccessKey, ...], iam: Iam, cancel: Cancel) -> tuple[str, ...]:
    """The ids of those among *listed* that the setup made.

    A key whose secret got lost on its way was never used, and was not there before. Where somebody else made keys of
    the same user meanwhile they cannot be told apart, and then none is taken for ours.
    """
    if record.access_key_id in {key.id for key in listed}:
        return (record.access_key_id,)
    if record.state(StepKind.CREATE_KEY) is not StepState.STARTED:
        return ()
    found = tuple(key.id for key in listed if key.id not in record.keys_before)
    if record.draft.creates_user:
        return found
    unused = tuple(key_id for key_id in found if not _used(key_id, iam, cancel))
    return unused if len(unused) == 1 else ()


def _used(key_id: str, iam: Iam, cancel: Cancel) -> bool:
    """As far as it may be asked."""
    try:
        return iam.key_last_used(key_id, cancel) is not None
    except HourpassError as error:
        if error.problem.reason is not Reason.DENIED:
            raise
        return False
