"""A removal whose process is killed after each single change, and another process that finishes it."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hourpass.adapters.settings_file import SettingsFile
from hourpass.domain.settings import Settings
from hourpass.domain.setup import Mode
from hourpass.sandbox.server import serve
from services.fakes_removal import NAME, RemovalWorld, across, draft, plant, profile_of
from services.fakes_removal_process import Errand, Shelf
from services.nursery import Nursery

KILLED = -signal.SIGKILL
MODES = {"role": Mode.ROLE, "session": Mode.SESSION}


@pytest.fixture
def world() -> Iterator[RemovalWorld]:
    made = RemovalWorld()
    yield made
    made.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery("services.fakes_removal_process")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("shape", "by_record"),
    [("role", True), ("role", False), ("session", True), ("across", True), ("across", False)],
)
def test_killed_after_any_change_another_process_finishes(
    world: RemovalWorld, nursery: Nursery, tmp_path: Path, shape: str, by_record: bool
):
    plant(world)
    before = world.standing()
    with serve(world.sandbox) as endpoint:
        for number in itertools.count(1):
            wanted = across(world, number) if shape == "across" else draft(world, MODES[shape], number)
            folder = tmp_path / str(number)
            folder.mkdir()
            record = world.make(wanted)
            shelf = Shelf(folder / "shelf")
            shelf.put(f"key/{record.access_key_id}", "secret")
            SettingsFile(folder / "settings.json").save(Settings(profiles=(profile_of(record),)))
            if by_record:
                shelf.write(record)
            errand = Errand(
                endpoint,
                world.seeded.admin,
                world.seeded.partner_admin if shape == "across" else None,
                world.seeded.account,
                folder,
                NAME,
                wanted.id if by_record else "",
            )
            first = nursery.outcome(replace(errand, dies_after=number))
            assert first in {KILLED, 0}
            assert nursery.outcome(errand) == 0
            assert world.standing() == before
            if by_record:
                assert shelf.records() == ()
                assert shelf.get(f"key/{record.access_key_id}") is None
                assert SettingsFile(folder / "settings.json").load().settings.profiles == ()
            if first == 0:
                break
    assert number > (9 if shape == "session" else 12)
