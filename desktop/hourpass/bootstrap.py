"""Joins adapters to services: for AWS itself, and for the sandbox."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from hourpass.adapters import places
from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.adapters.helper_command import helper_command
from hourpass.adapters.iam_account import IamAccount
from hourpass.adapters.journal_file import JournalFile, RotationFile
from hourpass.adapters.memory_journal import MemoryJournal, MemoryRotations
from hourpass.adapters.memory_vault import MemoryVault
from hourpass.adapters.sandbox_admin_files import SandboxAdminFiles
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.adapters.shell_keys import shell_keys
from hourpass.adapters.system_clock import SystemClock
from hourpass.adapters.worker_admin_files import WorkerAdminFiles
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.adapters.worker_files import WorkerAwsFiles
from hourpass.adapters.worker_vault import WorkerVault
from hourpass.domain.activity import Exchange
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.profile import Method, Profile
from hourpass.services.activity_log import ActivityLog
from hourpass.services.aws_sections import ConfigSections
from hourpass.services.buckets import Buckets
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.console import ConsoleSignIn
from hourpass.services.devices import Devices
from hourpass.services.forgetting import Forgetting
from hourpass.services.importing import Importing
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.pause import pause
from hourpass.services.ports import Vault
from hourpass.services.profile_book import ProfileBook
from hourpass.services.server_clock import ServerClock
from hourpass.services.sessions import Sessions
from hourpass.services.setup_tools import SetupTools
from hourpass.services.watch import Watch

KEYRING_SERVICE = "hourpass"


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the windows ask."""

    clock: ServerClock
    book: ProfileBook
    sessions: Sessions
    forgetting: Forgetting
    buckets: Buckets
    console: ConsoleSignIn
    devices: Devices
    importing: Importing
    sections: ConfigSections
    kept: KeptInFile
    activity: ActivityLog
    watch: Watch
    setup: SetupTools
    worker: WorkerClient
    endpoint: str  # of the sandbox; empty: AWS itself
    keyring: WorkerVault | None  # None in the sandbox, whose secrets are worth nothing and live in memory


def join(book: ProfileBook, sandbox: SandboxFacts | None = None) -> Services:
    """The services over AWS, or over the *sandbox* that listens already. Starts nothing."""
    computer = SystemClock()
    clock = ServerClock(computer, computer.elapsed)
    activity = ActivityLog()

    def heard(exchange: Exchange) -> None:
        clock.heard(exchange)
        activity.heard(exchange)

    environment = sandbox.environment(os.environ) if sandbox else None
    worker = WorkerClient(heard, environment)
    aws = WorkerAws(worker)
    sealed_path = places.sealed_file_path(sandbox=False) if book.settings.sealed_file else ""
    keyring = None if sandbox else WorkerVault(worker, KEYRING_SERVICE, sealed_path)
    vault: Vault = keyring or MemoryVault()
    files = SandboxAdminFiles(sandbox) if sandbox else WorkerAdminFiles(worker)
    sessions = Sessions(
        aws,
        vault,
        clock,
        CodeLedger(clock),
        clock_is_sure=lambda: clock.offset is not None,
        default_region="" if sandbox else default_region(os.environ),
        sources=files,
    )
    if sandbox:
        sessions.store_keys(LongTermKeys(sandbox.user_access_key_id, sandbox.user_secret_access_key))
    setup = SetupTools(
        files=files,
        environment=None if sandbox else shell_keys(os.environ),
        iam=lambda administrator: IamAccount(aws.iam, administrator),
        aws=aws,
        sessions=sessions,
        keys=KeyStore(vault),
        # The sandbox's accounts end with its process, and what was set up in them with it.
        journal=MemoryJournal() if sandbox else JournalFile(places.setups_folder(sandbox=False)),
        rotations=MemoryRotations() if sandbox else RotationFile(places.rotations_folder(sandbox=False)),
        book=book,
        clock=clock,
        pause=pause,
    )
    endpoint = sandbox.endpoint if sandbox else ""
    config_file = AwsConfig()

    def command(profile_id: str) -> tuple[str, ...]:
        options = ("--sandbox",) if sandbox else ()
        return helper_command(places.socket_path(bool(sandbox)), profile_id, *options)

    return Services(
        clock=clock,
        book=book,
        sessions=sessions,
        forgetting=Forgetting(book, sessions),
        buckets=Buckets(sessions, aws, clock),
        console=ConsoleSignIn(sessions, aws, clock),
        devices=Devices(aws, vault),
        importing=Importing(WorkerAwsFiles(worker), book, sessions),
        sections=ConfigSections(config_file, command, "" if sandbox else default_region(os.environ), endpoint),
        kept=KeptInFile(CredentialsFile(endpoint_url=endpoint), config_file, book, sessions, clock),
        activity=activity,
        watch=Watch(),
        setup=setup,
        worker=worker,
        endpoint=endpoint,
        keyring=keyring,
    )


def default_region(environment: Mapping[str, str]) -> str:
    """The region of profiles that name none, as the AWS tools take it from the shell; may be empty."""
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", "")


def practice_profiles(facts: SandboxFacts) -> tuple[Profile, ...]:
    """The profiles that stand ready in the sandbox: one of each kind, and one for a role in another account."""
    practice = Profile(
        id="practice",
        name="practice",
        access_key_id=facts.user_access_key_id,
        method=Method.ROLE,
        role_arn=facts.role_arn,
        device_serial=facts.device_serial,
        session_name=facts.user_name,
        region=facts.region,
    )
    return (
        practice,
        replace(practice, id="practice-day", name="practice-day", method=Method.ROLE_THROUGH_SESSION),
        replace(
            practice,
            id="practice-partner",
            name="practice-partner",
            role_arn=facts.partner_role_arn,
            external_id=facts.partner_external_id,
        ),
        replace(practice, id="practice-session", name="practice-session", method=Method.SESSION, role_arn=""),
    )
