from __future__ import annotations

import subprocess
import sys

import pytest

from hourpass.adapters.sandbox_admin_files import ADMIN, PARTNER_ADMIN, SandboxAdminFiles
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.setup_ports import AdminFiles, AdminKind, AdminProfile

FACTS = SandboxFacts(**{name: f"some {name}" for name in SandboxFacts.__dataclass_fields__})


@pytest.fixture
def files() -> AdminFiles:
    return SandboxAdminFiles(FACTS)


def test_there_is_an_administrator_of_each_account(files: AdminFiles):
    assert files.profiles() == (
        AdminProfile("sandbox-admin", AdminKind.KEYS, "some region"),
        AdminProfile("sandbox-partner-admin", AdminKind.KEYS, "some region"),
    )


def test_each_has_keys_of_its_own(files: AdminFiles):
    assert files.keys(ADMIN, "", Cancel()) == LongTermKeys("some admin_access_key_id", "some admin_secret_access_key")
    assert files.keys(PARTNER_ADMIN, "", Cancel()) == LongTermKeys(
        "some partner_admin_access_key_id", "some partner_admin_secret_access_key"
    )


def test_nobody_else_has(files: AdminFiles):
    with pytest.raises(HourpassError) as caught:
        files.keys("default", "", Cancel())
    assert caught.value.problem.reason is Reason.PROFILE_UNUSABLE
    assert caught.value.problem.facts["profile"] == "default"


def test_who_gave_up_is_handed_nothing(files: AdminFiles):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        files.keys(ADMIN, "", cancel)


def test_no_representation_tells_a_secret(files: AdminFiles):
    for shown in (repr(FACTS), repr(files), repr(files.keys(ADMIN, "", Cancel()))):
        assert "secret" not in shown
        assert "some device_seed" not in shown


def test_they_are_found_without_the_aws_libraries():
    program = (
        "import sys; import hourpass.adapters.sandbox_admin_files;"
        "print([name for name in ('botocore', 'boto3', 'moto', 'keyring') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
