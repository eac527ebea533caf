"""The AWS config files as the app sees them: behind the worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hourpass.adapters.worker_client import WorkerClient
from hourpass.adapters.worker_files import WorkerAwsFiles
from hourpass.domain.credentials import LongTermKeys

CONFIG = """[profile reader]
role_arn = arn:aws:iam::111122223333:role/s3-reader
source_profile = maya
mfa_serial = arn:aws:iam::111122223333:mfa/maya-phone
duration_seconds = 7200
"""
CREDENTIALS = """[maya]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = made-up-secret-made-up-secret-made-up-se
"""


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    (tmp_path / "config").write_text(CONFIG)
    path = tmp_path / "credentials"
    path.write_text(CREDENTIALS)
    path.chmod(0o600)
    return path


@pytest.fixture
def files(credentials: Path) -> Iterator[WorkerAwsFiles]:
    environment = {
        **os.environ,
        "AWS_CONFIG_FILE": str(credentials.parent / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
    }
    client = WorkerClient(lambda _: None, environment)
    yield WorkerAwsFiles(client)
    client.close()


def test_profiles_are_found_with_all_their_parts(files: WorkerAwsFiles):
    reader = next(profile for profile in files.find() if profile.name == "reader")
    assert (reader.source_profile, reader.access_key_id) == ("maya", "AKIAIOSFODNN7EXAMPLE")
    assert reader.duration is not None
    assert reader.duration.total_seconds() == 7200


def test_keys_are_read_and_taken_out(files: WorkerAwsFiles, credentials: Path):
    keys = files.keys("maya")
    assert keys == LongTermKeys("AKIAIOSFODNN7EXAMPLE", "made-up-secret-made-up-secret-made-up-se")
    backup = files.remove_keys("maya")
    assert files.keys("maya") is None
    assert "made-up-secret" not in credentials.read_text() + Path(backup).read_text()


def test_a_profile_without_keys_has_none(files: WorkerAwsFiles):
    assert files.keys("nobody") is None
