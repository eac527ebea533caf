"""A setup's record as JSON that a person can read, and back: all of it or nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hourpass.adapters.record_folder import DamagedRecordError, NewerRecordError
from hourpass.domain.setup import Draft, Mode, Permission
from hourpass.domain.setup_plan import StepKind
from hourpass.domain.setup_record import Record, Stage, StepState

SCHEMA = 1
_SECOND = timedelta(seconds=1)


def id_of(record: Record) -> str:
    """The setup's."""
    return record.draft.id


def to_json(record: Record) -> bytes:
    """*record* as indented JSON, under our schema number."""
    draft = record.draft
    document = {
        "schema": SCHEMA,
        "began_at": record.began_at.isoformat(),
        "stage": record.stage.value,
        "steps": {kind.value: state.value for kind, state in record.states.items()},
        "access_key_id": record.access_key_id,
        "keys_before": list(record.keys_before),
        "draft": {
            "id": draft.id,
            "account": draft.account,
            "user_name": draft.user_name,
            "device_name": draft.device_name,
            "mode": draft.mode.value,
            "permission": draft.permission.value,
            "role_name": draft.role_name,
            "role_account": draft.role_account,
            "role_maximum_seconds": draft.role_maximum // _SECOND,
            "external_id": draft.external_id,
            "partition": draft.partition,
            "existing_user_path": draft.existing_user_path,
            "existing_device": draft.existing_device,
            "existing_role_arn": draft.existing_role_arn,
            "existing_key": draft.existing_key,
        },
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def from_json(data: bytes) -> Record:
    """The record that *data* holds. Half of one would lead to half an undoing, so anything odd is DamagedRecordError."""
    try:
        return _record(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise DamagedRecordError from error


def _record(document: Any) -> Record:
    schema = document["schema"]
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerRecordError
    began_at = datetime.fromisoformat(document["began_at"])
    if schema != SCHEMA or began_at.tzinfo is None:
        raise DamagedRecordError
    return Record(
        draft=_draft(document["draft"]),
        began_at=began_at.astimezone(UTC),
        stage=Stage(document["stage"]),
        states={StepKind(kind): StepState(state) for kind, state in document["steps"].items()},
        access_key_id=_text(document["access_key_id"]),
        keys_before=tuple(_text(key_id) for key_id in document["keys_before"]),
    )


def _draft(document: Any) -> Draft:
    def text(name: str) -> str:
        return _text(document[name])

    return Draft(
        id=text("id"),
        account=text("account"),
        user_name=text("user_name"),
        device_name=text("device_name"),
        mode=Mode(document["mode"]),
        permission=Permission(document["permission"]),
        role_name=text("role_name"),
        role_account=text("role_account"),
        role_maximum=timedelta(seconds=document["role_maximum_seconds"]),
        external_id=text("external_id"),
        partition=text("partition"),
        existing_user_path=text("existing_user_path"),
        existing_device=text("existing_device"),
        existing_role_arn=text("existing_role_arn"),
        existing_key=text("existing_key"),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise DamagedRecordError
    return value
