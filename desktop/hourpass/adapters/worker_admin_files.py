"""The AWS config files as a source of an administrator's credentials, asked through the worker."""

from __future__ import annotations

import os
from collections.abc import Mapping

from hourpass.adapters import wire
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import Keys
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminProfile

_SHELL = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
"""The worker has no such variables, so that they decide nothing; a profile may still name them as its source."""


class WorkerAdminFiles:
    """Implements setup_ports.AdminFiles."""

    def __init__(self, client: WorkerClient, environment: Mapping[str, str] = os.environ) -> None:
        self._client, self._environment = client, environment

    def profiles(self) -> tuple[AdminProfile, ...]:
        return tuple(wire.unpack_admin_profile(packed) for packed in self._client.call("admins.profiles"))

    def keys(self, profile: str, code: str, cancel: Cancel) -> Keys:
        shell = {name: self._environment[name] for name in _SHELL if name in self._environment}
        params = {"profile": profile, "code": code, "shell": shell}
        return wire.unpack_keys(self._client.call("admins.keys", params, cancel))
