"""Which access keys of a user a setup made: a key carries no tag, and AWS forgets to tell when an answer gets lost."""

from __future__ import annotations

from hourpass.domain.setup_record import Record
from hourpass.services.setup_ports import AccessKey


def keys_of(record: Record, listed: tuple[AccessKey, ...]) -> tuple[str, ...]:
    """The ids of those among *listed* that the setup made.

    A key whose secret got lost on its way was never used, and was not there before. Where somebody else made keys of
    the same user meanwhile they cannot be told apart, and then none is taken for ours.
    """
    if record.access_key_id in {key.id for key in listed}:
        return (record.access_key_id,)
    found = tuple(key.id for key in listed if key.id not in record.keys_before and key.last_used_at is None)
    return found if record.draft.creates_user or len(found) == 1 else ()
