from __future__ import annotations

from dataclasses import replace

import pytest

from hourpass.domain.setup import Draft
from hourpass.viewmodels.setup_flow import Cancelling, Closing, Onward, Page, SetupFlow, Standing

NEW = Draft("0a1b2c3d", "111122223333", "hourpass-maya", "hourpass-maya", role_name="hourpass-maya-s3")
WITH_DEVICE = replace(NEW, existing_user_path="/", existing_device="arn:aws:iam::111122223333:mfa/phone")


def way(flow: SetupFlow) -> list[Page]:
    found, page = [flow.pages[0]], flow.after(flow.pages[0])
    while page is not None:
        found.append(page)
        page = flow.after(page)
    return found


def test_a_new_setup_goes_through_all_pages():
    assert way(SetupFlow(NEW)) == list(Page)


def test_a_device_that_is_there_already_is_not_scanned():
    assert way(SetupFlow(WITH_DEVICE)) == [page for page in Page if page is not Page.SCAN]


def test_what_was_begun_before_is_neither_named_nor_reviewed_again():
    assert way(SetupFlow(NEW, resumed=True)) == [Page.CREDENTIALS, Page.CREATE, Page.SCAN, Page.PROVE]


def test_a_device_registered_in_an_earlier_run_is_not_scanned_again():
    flow = SetupFlow(NEW, resumed=True, enrolled=True)
    assert flow.after(Page.CREATE) is Page.PROVE


def test_scanning_begins_as_soon_as_the_device_is_there():
    flow = SetupFlow(NEW, standing=Standing.BEGUN)
    assert not flow.may_go_on(Page.CREATE)
    assert replace(flow, device_ready=True).may_go_on(Page.CREATE)


def test_without_anything_to_scan_everything_is_made_first():
    flow = SetupFlow(WITH_DEVICE, standing=Standing.BEGUN, enrolled=True)
    assert not flow.may_go_on(Page.CREATE)
    assert replace(flow, created=True).may_go_on(Page.CREATE)


def test_the_proof_comes_after_the_registration():
    flow = SetupFlow(NEW, standing=Standing.BEGUN, device_ready=True, created=True)
    assert not flow.may_go_on(Page.SCAN)
    assert replace(flow, enrolled=True).may_go_on(Page.SCAN)


def test_going_back_ends_at_create():
    flow = SetupFlow(NEW, standing=Standing.BEGUN)
    assert [page for page in Page if flow.may_go_back(page)] == [Page.NAMES, Page.REVIEW, Page.SCAN]
    assert not replace(flow, enrolled=True).may_go_back(Page.SCAN)


def test_the_button_that_makes_everything_says_so():
    flow = SetupFlow(NEW)
    assert [flow.onward(page) for page in Page] == [
        Onward.NEXT,
        Onward.NEXT,
        Onward.CREATE,
        Onward.NEXT,
        Onward.NEXT,
        Onward.FINISH,
    ]


@pytest.mark.parametrize(
    ("standing", "cancelling", "closing"),
    [
        (Standing.NOTHING, Cancelling.CLOSE, Closing.CLOSE),
        (Standing.BEGUN, Cancelling.UNDO, Closing.ASK),
        (Standing.STANDS, Cancelling.ASK_TO_UNDO, Closing.CLOSE),
        (Standing.UNDOING, Cancelling.NOTHING, Closing.ASK_WHILE_UNDOING),
        (Standing.LEFT, Cancelling.LEAVE, Closing.CLOSE),
        (Standing.UNDONE, Cancelling.NOTHING, Closing.CLOSE),
    ],
)
def test_leaving_means_what_there_is_to_lose(standing: Standing, cancelling: Cancelling, closing: Closing):
    flow = SetupFlow(NEW, standing=standing)
    assert (flow.cancelling(), flow.closing()) == (cancelling, closing)


@pytest.mark.parametrize("page", [Page.CREATE, Page.SCAN, Page.PROVE])
def test_while_undoing_there_is_neither_forwards_nor_back(page: Page):
    flow = SetupFlow(NEW, standing=Standing.UNDOING, device_ready=True, created=True, enrolled=True)
    assert not flow.may_go_on(page)
    assert not flow.may_go_back(page)


def test_after_the_undoing_one_closes_or_tries_again_what_was_left():
    assert SetupFlow(NEW, standing=Standing.UNDONE).onward(Page.CREATE) is Onward.CLOSE
    assert SetupFlow(NEW, standing=Standing.LEFT).onward(Page.CREATE) is Onward.TRY_AGAIN
    assert SetupFlow(NEW, standing=Standing.LEFT).may_go_on(Page.CREATE)
