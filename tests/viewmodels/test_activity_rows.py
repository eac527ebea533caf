from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hourpass.domain.activity import Exchange
from hourpass.viewmodels.activity_rows import activity_rows

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def exchange(status: int, code: str = "", message: str = "", operation: str = "AssumeRole") -> Exchange:
    return Exchange(AT, "sts", operation, "sts.amazonaws.com", timedelta(seconds=1), status, code, message, "id-1")


def test_rows_keep_the_order_of_the_log_and_name_service_and_call() -> None:
    rows = activity_rows([exchange(200, operation="GetCallerIdentity"), exchange(200)])
    assert [row.call for row in rows] == ["sts GetCallerIdentity", "sts AssumeRole"]


def test_a_call_that_went_well_has_no_code() -> None:
    (row,) = activity_rows([exchange(200)])
    assert (row.well, row.code, row.request_id) == (True, "", "id-1")


def test_a_refusal_carries_awss_code_and_its_message_in_one_line() -> None:
    (row,) = activity_rows([exchange(403, "AccessDenied", "not\n authorized")])
    assert (row.well, row.code, row.message) == (False, "AccessDenied", "not authorized")


def test_a_refusal_without_a_code_is_told_by_its_status() -> None:
    assert [row.code for row in activity_rows([exchange(503), exchange(0)])] == ["HTTP 503", "no-answer"]
