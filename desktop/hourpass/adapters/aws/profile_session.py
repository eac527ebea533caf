"""botocore as it resolves one profile of the AWS config files, and nothing but that profile."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore import credentials as theirs
from botocore.client import BaseClient
from botocore.config import Config
from botocore.session import Session

from hourpass.adapters.aws.caller import utc_now
from hourpass.adapters.aws.clients import CONNECT_TIMEOUT, PATIENT_ATTEMPTS, READ_TIMEOUT
from hourpass.adapters.aws.config_sections import ConfigPaths
from hourpass.adapters.aws.trace import Seen, Tracer, note_endpoint
from hourpass.adapters.key_parts import keys_of
from hourpass.domain import arns
from hourpass.domain.credentials import Keys, LongTermKeys
from hourpass.services.cancel import Cancel
from hourpass.version import VERSION

PROCESS_PATIENCE = 180
"""Seconds for a profile's own program: some of them wait for a person to sign in."""

for _name in ("botocore.credentials", "botocore.tokens"):
    # They warn with whole tracebacks, and so with whatever a profile's own program printed. It is all raised as well.
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class CodeWanted(Exception):  # noqa: N818 (a question, not a failure)
    """The profile asks for the code of the device *serial*, and none is left."""

    def __init__(self, serial: str) -> None:
        super().__init__()
        self.serial = serial


@dataclass(slots=True)
class Sent:
    """The last call that the profile's credentials took."""

    service: str = ""
    operation: str = ""
    region: str = ""
    keys: Keys = field(default_factory=lambda: LongTermKeys("", ""))
    role_arn: str = ""
    serial: str = ""
    seen: Seen = field(default_factory=Seen)


class ProfileSession(Session):
    """Hears its clients. Each request goes out once where a *code* goes along."""

    def __init__(self, profile: str, paths: ConfigPaths, code: str) -> None:
        super().__init__(profile=profile)
        self._name = profile
        self.set_config_variable("config_file", str(paths.config))
        self.set_config_variable("credentials_file", str(paths.credentials))
        self.set_default_client_config(
            Config(
                connect_timeout=CONNECT_TIMEOUT,
                read_timeout=READ_TIMEOUT,
                retries={"total_max_attempts": 1 if code else PATIENT_ATTEMPTS, "mode": "standard"},
                # "auto" would ask the metadata service of a machine that is none of Amazon's.
                defaults_mode="legacy",  # type: ignore[arg-type]  # the stubs take it for a flag
                user_agent_extra=f"hourpass/{VERSION}",
            )
        )
        self._code = code
        self._tracer = Tracer(utc_now)
        self.sent = Sent()
        self.register("provide-client-params.sts.AssumeRole", self._note_role)  # type: ignore[arg-type]  # botocore names what it gives

    def resolve(self, cancel: Cancel, shell: Mapping[str, str]) -> Keys | None:
        """The profile's keys, or None where it has none; *shell* for profiles that name it as their source."""
        region = str(self.get_scoped_config().get("region") or arns.HOME_REGION["aws"])
        providers = _Providers(self, cancel, region)
        role = theirs.AssumeRoleProvider(
            load_config=lambda: self.full_config,
            client_creator=lambda service, **given: self.create_client(service, **{"region_name": region, **given}),
            cache={},
            profile_name=self._name,
            prompter=self._prompt,
            credential_sourcer=theirs.CanonicalNameCredentialSourcer([theirs.EnvProvider(environ=dict(shell))]),
            profile_provider_builder=providers,
        )
        # Not botocore's own chain: that goes on to the environment's keys and to the metadata service.
        chain = theirs.CredentialResolver([role, *providers.providers(self._name, disable_env_vars=True)])
        found = chain.load_credentials()
        return _keys(found) if found else None

    def create_client(self, service_name: str, *more: Any, **given: Any) -> BaseClient:
        """A client whose calls are heard."""
        client: BaseClient = super().create_client(service_name, *more, **given)
        key_id, secret = given.get("aws_access_key_id"), given.get("aws_secret_access_key")
        token = given.get("aws_session_token")
        keys = keys_of(key_id or "", secret or "", token or "")
        self.sent = Sent(service_name, region=client.meta.region_name or "", keys=keys, seen=self._tracer.begin())
        note_endpoint(self.sent.seen, client.meta.endpoint_url)
        if service_name == "sts":  # the others answer in JSON, which the tracer takes for a foreign server's words
            self._tracer.listen(client)
        return client

    def get_auth_token(self, **_: Any) -> Any:
        """None: no client of ours signs with one, and a half-written sso-session would raise here."""
        return None

    def _note_role(self, params: Mapping[str, Any], **_: Any) -> None:
        self.sent.operation = "AssumeRole"
        self.sent.role_arn, self.sent.serial = params.get("RoleArn", ""), params.get("SerialNumber", "")

    def _prompt(self, question: str) -> str:
        if not self._code:
            # "Enter MFA code for SERIAL: "; its source profile may ask as well, with a serial of its own.
            raise CodeWanted(question.strip().rstrip(":").rpartition(" ")[2])
        code, self._code = self._code, ""  # a code works once
        return code


class _Providers(theirs.ProfileProviderBuilder):
    """botocore's, with a program that is not waited for without end."""

    def __init__(self, session: Session, cancel: Cancel, region: str) -> None:
        super().__init__(session, cache={}, region_name=region)
        self._load_config: Callable[[], Any] = lambda: session.full_config
        self._cancel = cancel

    def providers(self, profile_name: str, disable_env_vars: bool = False) -> list[Any]:
        return [
            theirs.ProcessProvider(profile_name, self._load_config, popen=self._start)
            if isinstance(provider, theirs.ProcessProvider)
            else provider
            for provider in super().providers(profile_name, disable_env_vars)
        ]

    def _start(self, command: Sequence[str], stdout: int, stderr: int) -> _Program:
        program = _Program(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
        self._cancel.on_request(program.kill)
        return program


class _Program(subprocess.Popen[bytes]):
    """A profile's own program, ended when it takes too long."""

    def communicate(self, input: Any = None, timeout: float | None = PROCESS_PATIENCE) -> tuple[bytes, bytes]:  # noqa: A002 (its name in subprocess)
        with self:
            try:
                return super().communicate(input, timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise


def _keys(found: theirs.Credentials) -> Keys:
    frozen = found.get_frozen_credentials()  # asks AWS where the profile says so
    # Nothing public tells the end; where the private part is gone, AWS tells it by refusing.
    expires_at: datetime | None = getattr(found, "_expiry_time", None)
    return keys_of(frozen.access_key or "", frozen.secret_key or "", frozen.token or "", expires_at)
