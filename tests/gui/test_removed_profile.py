"""What a profile that is removed leaves in the files of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from hourpass.adapters.aws_config import AwsConfig
from hourpass.bootstrap import join
from hourpass.gui.theme import Theme
from hourpass.services.aws_sections import ConfigSections
from services.fakes_services import profile


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme, profile("reports"), profile("audit"))
    yield made
    made.close()


def test_its_section_leaves_the_aws_config_and_the_others_stay(office: Office, theme: Theme, tmp_path: Path):
    path = tmp_path / "config"
    config = AwsConfig({"AWS_CONFIG_FILE": str(path)}, lock_path=str(tmp_path / "lock"))
    sections = ConfigSections(config, lambda profile_id: ("/usr/bin/relay", profile_id))
    services = replace(join(office.book), sessions=office.sessions, sections=sections)
    tab = elsewhere(theme, office.tasks, services, office.window)
    for each in office.book.profiles:
        sections.apply(sections.adding(each, each.name)[0])
    office.book.remove("reports")
    tab.profiles_changed()
    office.settle()
    assert "[profile audit]" in path.read_text()
    assert "[profile reports]" not in path.read_text()
