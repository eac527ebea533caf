"""botocore's clients as Hourpass needs them: few, kept, deaf to the shell's profile and keys."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ConfigParseError
from botocore.loaders import Loader
from botocore.session import Session

from hourpass.domain.credentials import Credentials, Keys, LongTermKeys
from hourpass.version import VERSION

SERVICES = ("iam", "s3", "sts")
CONNECT_TIMEOUT = 10
READ_TIMEOUT = 30
PATIENT_ATTEMPTS = 3
KEPT = 12
"""Clients kept: three services in three regions with two sets of keys come to fewer in practice."""
_AMAZON = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws")


class _OurServices(Loader):
    """Names our services without looking through some 430 folders for them."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 (botocore's signature)
        return sorted(SERVICES)


class DeafSession(Session):
    """Sees endpoints, certificates and proxies of the config file, but no profile, keys or tokens."""

    def __init__(self) -> None:
        super().__init__(session_vars={"profile": (None, None, None, None)})
        self.register_component("data_loader", _OurServices())
        # Not ours to read; and what is broken there must not stop a request.
        self.set_config_variable("credentials_file", os.devnull)
        try:
            _ = self.full_config
        except ConfigParseError:
            self.set_config_variable("config_file", os.devnull)

    def get_auth_token(self, **_: Any) -> Any:
        """None: a half-written sso-session of the default profile would raise here."""
        return None


class Clients:
    """Makes and keeps clients. *prepare* sees each new one before its first request."""

    def __init__(self, session: Session | None = None, prepare: Callable[[BaseClient], None] | None = None) -> None:
        self._session = session
        self._prepare = prepare
        self._lock = threading.Lock()
        self._warm = False
        self._kept: OrderedDict[tuple[str, str, Keys, bool], BaseClient] = OrderedDict()

    def get(self, service: str, region: str, keys: Keys, *, once: bool) -> Any:
        """The client of *service* at *region* that signs with *keys*; with *once* it sends each request once."""
        wanted = (service, region, keys, once)
        with self._lock:  # botocore's session may not make two clients at the same time
            client = self._kept.get(wanted)
            if client is None:
                client = self._kept[wanted] = self._make(*wanted)
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(wanted)
            return client

    def session(self) -> Session:
        """The session that they are made from, with its settings and its listeners."""
        with self._lock:
            return self._session_made()

    def warm(self, region: str) -> None:
        """Load what the first client of each service needs; the next one takes a few milliseconds."""
        for service in SERVICES:
            with self._lock:  # a request that comes meanwhile waits for one service at most
                if not self._warm:
                    self._make(service, region, LongTermKeys("warming", "warming"), once=False)
        self._warm = True

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            clients, self._kept = list(self._kept.values()), OrderedDict()
        for client in clients:
            client.close()

    def _make(self, service: str, region: str, keys: Keys, once: bool) -> BaseClient:
        # A repeated code turns a success whose answer was lost into "invalid code", and a repeated change into "exists".
        attempts = 1 if once else PATIENT_ATTEMPTS
        config = Config(
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=READ_TIMEOUT,
            retries={"total_max_attempts": attempts, "mode": "standard"},
            max_pool_connections=32,
            user_agent_extra=f"hourpass/{VERSION}",
        )
        client = self._create(service, region, keys, config)
        if service == "s3" and not is_amazon(client.meta.endpoint_url):
            # Other servers seldom have a host name for each bucket.
            client = self._create(service, region, keys, config.merge(Config(s3={"addressing_style": "path"})))
        if self._prepare is not None:
            self._prepare(client)
        return client

    def _session_made(self) -> Session:
        if self._session is None:
            self._session = DeafSession()  # now, not earlier: it reads the config file
        return self._session

    def _create(self, service: str, region: str, keys: Keys, config: Config) -> BaseClient:
        session = self._session_made()
        # The default parser (dateutil) takes two thirds of the time of a listing; see dates.py.
        session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=str)
        create: Callable[..., BaseClient] = session.create_client
        return create(
            service,
            region_name=region,
            aws_access_key_id=keys.access_key_id,
            aws_secret_access_key=keys.secret_access_key,
            aws_session_token=keys.session_token if isinstance(keys, Credentials) else None,
            config=config,
        )


def is_amazon(url: str) -> bool:
    """Whether *url* is one of AWS's own hosts."""
    return (urlsplit(url).hostname or "").endswith(_AMAZON)
