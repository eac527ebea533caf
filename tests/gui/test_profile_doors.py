"""Saving a profile: what it stood on before is let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_office import Office
from hourpass.bootstrap import join
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import UsualDurations
from hourpass.domain.profile_flaws import Field
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_doors import ProfileDoors
from hourpass.gui.remove_profile_dialog import RemoveProfileDialog
from hourpass.gui.theme import Theme
from services.fakes_services import KEYS, ROLE_ARN, profile


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


def test_a_new_profile_lasts_as_long_as_is_usual_here(office: Office, theme: Theme):
    office.book.change(usual=UsualDurations(role=timedelta(hours=4)))
    doors = ProfileDoors(office.window, theme, office.tasks, join(office.book), office.window)
    doors.add()
    dialog = office.window.findChild(ProfileDialog)
    assert dialog is not None
    assert dialog.findChild(QComboBox, "durationInput").currentText() == "4 hours"


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


def test_a_secret_that_the_keyring_lost_is_asked_for_by_its_field(office: Office, theme: Theme):
    services = replace(join(office.book), sessions=office.sessions)
    doors = ProfileDoors(office.window, theme, office.tasks, services, office.window)
    office.signing_in.key_missing.connect(doors.ask_for_key)
    office.sessions.drop_keys(KEYS.access_key_id)
    office.sign_in()
    dialog = office.window.findChild(ProfileDialog)
    assert dialog is not None
    assert dialog.focusWidget().objectName() == "secretAccessKeyInput"
    assert "no longer holds" in dialog.fields.rows[Field.SECRET_ACCESS_KEY].note


def removing(office: Office, theme: Theme) -> RemoveProfileDialog:
    services = replace(join(office.book), sessions=office.sessions)
    ProfileDoors(office.window, theme, office.tasks, services, office.window).remove("reports")
    dialog = office.window.findChild(RemoveProfileDialog)
    assert dialog is not None
    return dialog


def said(dialog: RemoveProfileDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_removing_warns_of_the_last_copy_of_a_key_and_takes_it_along(office: Office, theme: Theme):
    dialog = removing(office, theme)
    assert KEYS.access_key_id in said(dialog)
    assert "the only copy" in said(dialog)
    dialog.findChild(QPushButton, "confirmRemoveButton").click()
    office.settle()
    assert office.book.profiles == ()
    assert not office.sessions.has_keys(KEYS.access_key_id)


def test_a_key_that_another_profile_uses_stays(office: Office, theme: Theme):
    office.book.add(profile("audit"))
    dialog = removing(office, theme)
    assert "stays in the keyring" in said(dialog)
    dialog.findChild(QPushButton, "confirmRemoveButton").click()
    office.settle()
    assert office.sessions.has_keys(KEYS.access_key_id)


def test_kept_nothing_happens(office: Office, theme: Theme):
    removing(office, theme).findChild(QPushButton, "keepProfileButton").click()
    office.settle()
    assert len(office.book.profiles) == 1
