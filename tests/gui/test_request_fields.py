"""What another program's request says, whatever it is."""

from __future__ import annotations

import pytest

from hourpass.gui.request_fields import seconds_of, short_name_of, text_of


@pytest.mark.parametrize("value", ["long", None, [], {}, True, float("nan")])
def test_what_is_no_number_says_nothing(value: object):
    assert seconds_of({"waits": value}, "waits", 60) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(0, 0), (1.5, 1.5), (-5, 0), (int("9" * 400), 60), (-int("9" * 400), 0), (float("inf"), 60), (-float("inf"), 0)],
)
def test_a_number_of_any_size_is_brought_within_reason(value: float, seconds: float):
    assert seconds_of({"waits": value}, "waits", 60) == seconds


@pytest.mark.parametrize("value", [None, 7, True, ["reports"], {"reports": 1}])
def test_what_is_no_text_says_nothing(value: object):
    assert text_of({"profile": value}, "profile") == ""


def test_what_is_not_said_says_nothing():
    assert (text_of({}, "profile"), seconds_of({}, "waits", 60), short_name_of({}, "for")) == ("", None, "")


def test_a_name_for_the_screen_is_one_short_line():
    assert short_name_of({"for": "aws\n\x1b[1m\u202e\ud800"}, "for") == "aws[1m"
    assert short_name_of({"for": "x" * 1000}, "for") == "x" * 40
