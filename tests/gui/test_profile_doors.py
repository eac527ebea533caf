"""Saving a profile: what it stood on before is let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.bootstrap import join
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_doors import ProfileDoors
from hourpass.gui.theme import Theme
from services.fakes_services import ROLE_ARN


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


def become(office: Office, theme: Theme, role_arn: str) -> ProfileDialog:
    """Edit the profile so that it asks for another role."""
    services = replace(join(office.book), sessions=office.sessions)
    doors = ProfileDoors(office.window, theme, office.tasks, services, office.window)
    doors.edit("reports")
    dialog = office.window.findChild(ProfileDialog)
    assert dialog is not None
    dialog.findChild(QLineEdit, "roleArnInput").setText(role_arn)
    dialog.findChild(QPushButton, "saveProfileButton").click()
    office.settle()
    return dialog


def test_another_role_lets_go_of_the_credentials_of_the_first(office: Office, theme: Theme):
    office.sign_in()
    become(office, theme, ROLE_ARN + "-2")
    assert office.sessions.session("reports") is None


def test_so_it_does_where_the_change_could_not_be_saved(office: Office, theme: Theme):
    office.sign_in()
    office.store.failure = Problem(Reason.DISK_FULL, {"path": "/x"})
    dialog = become(office, theme, ROLE_ARN + "-2")
    assert dialog.isVisible(), "nothing typed is lost"
    assert office.sessions.session("reports") is None
    office.store.failure = None
    dialog.findChild(QPushButton, "saveProfileButton").click()
    office.settle()
    saved = office.book.profile("reports")
    assert saved is not None
    assert saved.role_arn == ROLE_ARN + "-2"


def test_another_name_keeps_them(office: Office, theme: Theme):
    office.sign_in()
    become(office, theme, ROLE_ARN)
    assert office.sessions.session("reports") is not None
