from __future__ import annotations

from datetime import timedelta
from typing import Any

from hourpass.domain.activity import Exchange
from hourpass.services.activity_log import ActivityLog
from services.fakes_services import START


def exchange(operation: str, **fields: Any) -> Exchange:
    return Exchange(START, "sts", operation, "sts.eu-west-1.amazonaws.com", timedelta(milliseconds=83.4), **fields)


def test_the_newest_comes_first_and_the_oldest_goes():
    log = ActivityLog(limit=2)
    for name in ("One", "Two", "Three"):
        log.heard(exchange(name))
    assert [each.operation for each in log.entries()] == ["Three", "Two"]


def test_listeners_hear_each_exchange_until_they_stop():
    log, heard = ActivityLog(), []
    stop = log.subscribe(heard.append)
    log.heard(exchange("One"))
    stop()
    log.heard(exchange("Two"))
    assert [each.operation for each in heard] == ["One"]


def test_the_text_has_a_line_an_exchange():
    log = ActivityLog()
    log.heard(exchange("AssumeRole", status=200, request_id="r-1", server_offset=timedelta(seconds=1200)))
    log.heard(exchange("AssumeRole", code="AccessDenied", status=403, message="MFA failed,\n  try again. "))
    log.heard(exchange("GetSessionToken", code="timed-out"))
    assert log.as_text().splitlines() == [
        "2026-03-01T12:00:10.000Z  sts:GetSessionToken  sts.eu-west-1.amazonaws.com  no-answer  83ms  timed-out",
        "2026-03-01T12:00:10.000Z  sts:AssumeRole  sts.eu-west-1.amazonaws.com  403  83ms  AccessDenied  MFA failed, try again.",
        "2026-03-01T12:00:10.000Z  sts:AssumeRole  sts.eu-west-1.amazonaws.com  200  83ms  request=r-1  clock=+1200s",
    ]
