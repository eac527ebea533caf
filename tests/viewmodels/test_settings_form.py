from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.profile import UsualDurations
from hourpass.domain.settings import Settings
from hourpass.viewmodels.settings_form import Flawed, SettingsField, SettingsFlaw, SettingsForm, minutes_text

WARN, IDLE = SettingsField.WARN_MINUTES, SettingsField.IDLE_MINUTES


def form(**settings: object) -> SettingsForm:
    return SettingsForm(Settings(**settings))


def test_it_shows_what_the_settings_say_and_nothing_has_changed():
    shown = form(warn_minutes=(30, 2), forget_on_lock=True, forget_idle_minutes=45)
    assert (shown.warn_text, shown.idle_text) == ("30, 2", "45")
    assert (shown.forget_on_quit, shown.forget_on_lock, shown.forget_idle) == (False, True, True)
    assert shown.fields() == {
        "language": "",
        "warn_minutes": (30, 2),
        "forget_on_quit": False,
        "forget_on_lock": True,
        "forget_idle_minutes": 45,
        "usual": UsualDurations(),
        "clipboard_seconds": 30,
    }
    assert not shown.changed


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15, 5, 1", (15, 5, 1)),
        ("1 15 5", (15, 5, 1)),
        ("5,5;5", (5,)),
        ("15,", (15,)),
        ("720,1", (720, 1)),
        ("", ()),
        ("  ", ()),
        ("１５、５，１", (15, 5, 1)),  # noqa: RUF001 (full-width on purpose)
        ("0015", (15,)),
    ],
)
def test_warnings_are_sorted_and_each_is_kept_once(text: str, minutes: tuple[int, ...]):
    typed = form()
    typed.warn_text = text
    assert typed.flaws == {}
    assert typed.fields()["warn_minutes"] == minutes


@pytest.mark.parametrize(
    ("text", "flaw", "part"),
    [
        ("15, x", SettingsFlaw.NO_NUMBER, "x"),
        ("15 min", SettingsFlaw.NO_NUMBER, "min"),
        ("-5", SettingsFlaw.NO_NUMBER, "-5"),
        ("1.5", SettingsFlaw.NO_NUMBER, "1.5"),
        ("²", SettingsFlaw.NO_NUMBER, "²"),
        ("0", SettingsFlaw.OUT_OF_RANGE, "0"),
        ("15, 721", SettingsFlaw.OUT_OF_RANGE, "721"),
        ("9" * 5000, SettingsFlaw.OUT_OF_RANGE, "9" * 5000),
    ],
)
def test_what_is_no_warning_is_named(text: str, flaw: SettingsFlaw, part: str):
    typed = form()
    typed.warn_text = text
    assert typed.flaws == {WARN: Flawed(flaw, part)}
    assert typed.changed


def test_going_on_from_the_field_writes_it_as_it_will_be_kept():
    typed = form()
    typed.warn_text = "1,30 5 5"
    typed.tidy()
    assert typed.warn_text == "30, 5, 1"


def test_a_flawed_text_is_left_to_be_mended():
    typed = form()
    typed.warn_text = "1,30,x"
    typed.tidy()
    assert typed.warn_text == "1,30,x"


@pytest.mark.parametrize("text", ["1, 5, 15", "15 5 1", " 15, 5, 1, "])
def test_the_same_warnings_in_other_words_are_no_change(text: str):
    typed = form(warn_minutes=(15, 5, 1))
    typed.warn_text = text
    assert not typed.changed


@pytest.mark.parametrize(
    ("text", "flawed"),
    [
        ("", Flawed(SettingsFlaw.MISSING)),
        ("soon", Flawed(SettingsFlaw.NO_NUMBER, "soon")),
        ("0", Flawed(SettingsFlaw.OUT_OF_RANGE, "0")),
        ("721", Flawed(SettingsFlaw.OUT_OF_RANGE, "721")),
        ("5, 1", Flawed(SettingsFlaw.NO_NUMBER, "5, 1")),
    ],
)
def test_idle_minutes_are_checked_while_they_count_and_only_then(text: str, flawed: Flawed):
    typed = form()
    typed.idle_text = text
    assert typed.flaws == {}
    assert not typed.changed
    typed.forget_idle = True
    assert typed.flaws == {IDLE: flawed}
    assert typed.fields()["forget_idle_minutes"] == 0


def test_unticking_idle_time_means_never_and_keeps_the_figure_for_another_time():
    typed = form(forget_idle_minutes=45)
    typed.forget_idle = False
    assert typed.fields()["forget_idle_minutes"] == 0
    assert typed.idle_text == "45"
    assert typed.changed


def test_start_at_login_changes_only_once_it_is_known_and_ticked_otherwise():
    typed = form()
    assert typed.wanted_login_start is None
    typed.found_login_start(False)
    assert typed.wanted_login_start is None
    typed.start_at_login = True
    assert typed.wanted_login_start is True
    assert typed.changed
    typed.start_at_login = False
    assert not typed.changed


def test_what_was_kept_is_no_change_any_more_and_the_rest_still_is():
    typed = form()
    typed.found_login_start(False)
    typed.warn_text, typed.start_at_login = "7", True
    typed.settings_kept()
    assert typed.changed
    assert typed.wanted_login_start is True
    typed.login_start_kept()
    assert not typed.changed
    typed.warn_text = "15, 5, 1"
    assert typed.changed


@given(st.sets(st.integers(1, 720), max_size=30))
def test_any_choice_of_warnings_is_shown_and_taken_back_as_it_was(minutes: set[int]):
    wanted = tuple(sorted(minutes, reverse=True))
    typed = form()
    typed.warn_text = minutes_text(wanted)
    assert typed.fields()["warn_minutes"] == wanted
    assert typed.warn_text == form(warn_minutes=wanted).warn_text


@given(st.text(max_size=40))
def test_whatever_is_typed_is_either_flawed_or_within_the_range(text: str):
    typed = form()
    typed.warn_text = text
    assert typed.flaws or all(1 <= each <= 720 for each in typed.warn_minutes)
