"""Deleting: what AWS does not know is gone already, and that was wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.setup_plan import ApiCall
from hourpass.services.setup_ports import Iam


def delete(iam: Iam, call: ApiCall, more: Mapping[str, str] | None = None) -> None:
    """Send *call*, with *more* parameters; fine if its object is gone."""
    try:
        iam.change(replace(call, parameters={**call.parameters, **(more or {})}))
    except HourpassError as error:
        if error.problem.reason is not Reason.NOT_FOUND:
            raise


def delete_key(iam: Iam, user_name: str, key_id: str) -> None:
    """Delete an access key at AWS."""
    delete(iam, ApiCall("DeleteAccessKey", {"UserName": user_name, "AccessKeyId": key_id}))
