"""The box behind "Details": it speaks of the last code until the next one is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, NEXT_CODE, Office
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Method
from hourpass.gui.code_details import CodeDetails
from hourpass.gui.error_box import ErrorBox
from hourpass.gui.theme import Theme
from services.fakes_services import profile, refusal

DAY = profile("day", method=Method.ROLE_THROUGH_SESSION)


class Explained(Office):
    """An office whose refusals are explained on demand."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        super().__init__(qtbot, theme, DAY, replace(DAY, id="other", name="other"))
        self.led_back = 0
        self.details = CodeDetails(self.window, theme, self.signing_in)
        self.desk.details_asked.connect(self.explain)

    def explain(self, problem: Problem) -> None:
        self.details.show(self.desk.selected, problem, self._lead_back)

    def refuse_one(self) -> None:
        """A code is refused, and somebody wants to know more."""
        self.aws.will("session_token", refusal(Reason.CODE_REFUSED))
        self.sign_in()
        self.page.code_card.status.acted.emit()
        assert boxes()

    def _lead_back(self) -> None:
        self.led_back += 1


def boxes() -> list[ErrorBox]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ErrorBox) and each.isVisible()]


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Explained]:
    made = Explained(qtbot, theme)
    yield made
    for box in boxes():
        box.close()
    made.close()


def test_the_box_stays_while_the_next_code_is_typed_and_goes_when_that_is_sent(office: Explained):
    office.refuse_one()
    office.type(NEXT_CODE)
    assert boxes()
    gate = office.held_up("session_token")
    office.send()
    assert boxes() == []
    gate.open()
    office.settle()
    assert office.sessions.session("day") is not None
    assert office.led_back == 0


def test_a_second_refusal_is_explained_in_a_box_of_its_own(office: Explained):
    office.refuse_one()
    office.page.code_card.status.acted.emit()
    assert len(boxes()) == 1
    office.type(CODE)
    office.send()
    assert boxes() == []
    office.settle()
    office.page.code_card.status.acted.emit()
    (box,) = boxes()
    assert box.panel.accessibleName().startswith("AWS has already refused this code")


def test_another_profiles_code_leaves_the_box_and_a_renewal_of_this_one_ends_it(office: Explained):
    office.refuse_one()
    office.signing_in.submit(replace(DAY, id="other", name="other"), NEXT_CODE)
    office.settle()
    assert boxes()
    office.signing_in.renew(DAY)
    office.settle()
    assert boxes() == []


def test_a_profile_that_was_changed_takes_its_box_along(office: Explained):
    office.refuse_one()
    office.signing_in.drop("day")
    assert boxes() == []


def test_who_closes_the_box_is_led_back_to_the_cells(office: Explained):
    office.refuse_one()
    boxes()[0].close()
    assert office.led_back == 1
    office.type(NEXT_CODE)
    office.send()
    office.settle()
    assert office.led_back == 1


def test_what_was_refused_is_past_once_the_profile_was_renewed_otherwise(office: Explained):
    office.refuse_one()
    office.signing_in.submit(replace(DAY, id="other", name="other"), NEXT_CODE)
    office.settle()
    office.signing_in.renew(DAY)
    office.settle()
    entry = office.signing_in.entry("day")
    assert (entry.problem, entry.digits) == (None, "")
