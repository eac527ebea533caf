"""A rotation's record as JSON that a person can read, and back: all of it or nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hourpass.adapters.record_folder import DamagedRecordError, NewerRecordError
from hourpass.domain.rotation_record import RotationRecord, RotationStage

SCHEMA = 1


def id_of(record: RotationRecord) -> str:
    """The key that is replaced."""
    return record.old_key_id


def to_json(record: RotationRecord) -> bytes:
    """*record* as indented JSON, under our schema number."""
    document = {
        "schema": SCHEMA,
        "began_at": record.began_at.isoformat(),
        "stage": record.stage.value,
        "account": record.account,
        "user_name": record.user_name,
        "region": record.region,
        "old_key_id": record.old_key_id,
        "new_key_id": record.new_key_id,
        "keys_before": list(record.keys_before),
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def from_json(data: bytes) -> RotationRecord:
    """The record that *data* holds. Half of one would lead to the wrong key, so anything odd is DamagedRecordError."""
    try:
        return _record(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise DamagedRecordError from error


def _record(document: Any) -> RotationRecord:
    schema = document["schema"]
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerRecordError
    began_at = datetime.fromisoformat(document["began_at"])
    if schema != SCHEMA or began_at.tzinfo is None:
        raise DamagedRecordError
    return RotationRecord(
        account=_text(document["account"]),
        user_name=_text(document["user_name"]),
        old_key_id=_text(document["old_key_id"]),
        region=_text(document["region"]),
        began_at=began_at.astimezone(UTC),
        stage=RotationStage(document["stage"]),
        new_key_id=_text(document["new_key_id"]),
        keys_before=tuple(_text(key_id) for key_id in document["keys_before"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DamagedRecordError
    return value
