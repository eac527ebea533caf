"""Asking the app, and whoever else may listen in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.fakes_app import fake_app, somebody_elses
from hourpass.adapters.app_socket import ask

only_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can play another user")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


def test_the_app_of_this_user_is_asked(path: str):
    with fake_app(path, lambda message: {"told": message["ask"]}) as app:
        assert ask(path, {"ask": "show"}) == {"v": 1, "told": "show"}
    assert app.asked == [{"v": 1, "ask": "show"}]


@only_root
def test_another_users_process_is_told_nothing_and_counts_as_no_app(path: str):
    with somebody_elses(path, b'{"v":1,"access_key_id":"THEIRS"}\n') as heard:
        assert ask(path, {"ask": "credentials", "profile": "work"}) is None
        assert heard() == b""
