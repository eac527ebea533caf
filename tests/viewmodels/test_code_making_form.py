from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from hourpass.services.pairing import PairFlaw
from hourpass.viewmodels.code_making_form import CodeMakingForm, SeedFlaw
from services.fakes_services import FakeClock

SEED = "JBSWY3DPEHPK3PXP" * 4


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def form(clock: FakeClock) -> CodeMakingForm:
    return CodeMakingForm(clock)


def code(clock: FakeClock, **later: float) -> str:
    return pyotp.TOTP(SEED).at(clock.now() + timedelta(**later))


def test_nothing_typed_is_missing_and_says_nothing_of_the_code(form: CodeMakingForm):
    assert form.seed_flaw is SeedFlaw.MISSING
    assert form.verdict is None
    assert not form.complete


def test_a_key_and_its_code_belong_together(form: CodeMakingForm, clock: FakeClock):
    form.type_seed(SEED.lower())
    assert not form.complete
    form.type_code(code(clock))
    assert form.complete
    assert form.seed == SEED


def test_a_code_of_another_device_is_told(form: CodeMakingForm, clock: FakeClock):
    form.type_seed("GEZDGNBVGY3TQOJQ" * 2)
    form.type_code(code(clock))
    assert form.verdict.flaw is PairFlaw.NOT_THIS_DEVICE
    assert not form.complete


def test_a_phone_whose_clock_is_off_is_told(form: CodeMakingForm, clock: FakeClock):
    form.type_seed(SEED)
    form.type_code(code(clock, minutes=10))
    assert form.verdict.flaw is PairFlaw.PHONE_CLOCK_OFF


def test_what_is_no_secret_key_is_told_whatever_the_code(form: CodeMakingForm):
    form.type_seed("hello")
    form.type_code("123456")
    assert form.seed_flaw is SeedFlaw.NOT_A_SECRET_KEY
    assert form.verdict is None
