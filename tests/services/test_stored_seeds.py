from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.adapters.memory_vault import MemoryVault
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import Method
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.code_making import CodeMaking
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from hourpass.services.stored_seeds import StoredSeeds, read_seed
from services.fakes_services import KEYS, SERIAL, FakeAws, FakeClock, FakeStore, profile

SEED = "JBSWY3DPEHPK3PXP" * 4


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC))


@pytest.fixture
def ledger(clock: FakeClock) -> CodeLedger:
    return CodeLedger(clock)


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def seeds(vault: MemoryVault, clock: FakeClock, ledger: CodeLedger) -> StoredSeeds:
    return StoredSeeds(
        vault, clock, ledger, lambda seconds, cancel: (cancel.check(), clock.advance(seconds=seconds))[0]
    )


def shown(clock: FakeClock) -> str:
    return pyotp.TOTP(SEED).at(clock.now())


def test_the_code_is_the_one_that_the_device_shows(seeds: StoredSeeds, clock: FakeClock):
    seeds.keep(SERIAL, SEED)
    assert seeds.code(SERIAL, Cancel()) == shown(clock)


def test_after_a_spent_code_the_next_one_is_waited_for(seeds: StoredSeeds, clock: FakeClock, ledger: CodeLedger):
    seeds.keep(SERIAL, SEED)
    ledger.claim(SERIAL, shown(clock))
    code = seeds.code(SERIAL, Cancel())
    assert code == shown(clock)
    assert clock.now() > datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)


def test_the_wait_can_be_given_up(seeds: StoredSeeds, clock: FakeClock, ledger: CodeLedger):
    seeds.keep(SERIAL, SEED)
    ledger.claim(SERIAL, shown(clock))
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        seeds.code(SERIAL, cancel)


def test_a_device_that_needs_a_rest_is_left_alone(seeds: StoredSeeds, clock: FakeClock, ledger: CodeLedger):
    seeds.keep(SERIAL, SEED)
    for number in range(5):
        ledger.claim(SERIAL, f"{number:06d}")
        ledger.answered(SERIAL, f"{number:06d}", accepted=False)
    with pytest.raises(HourpassError) as caught:
        seeds.code(SERIAL, Cancel())
    assert caught.value.problem.reason is Reason.TOO_MANY_TRIES


def test_without_a_secret_key_somebody_has_to_type(seeds: StoredSeeds):
    with pytest.raises(HourpassError) as caught:
        seeds.code(SERIAL, Cancel())
    assert caught.value.problem.reason is Reason.CODE_NEEDED


@pytest.mark.parametrize(
    "text",
    [
        SEED,
        SEED.lower(),
        " ".join(SEED[at : at + 4] for at in range(0, len(SEED), 4)),
        f"otpauth://totp/Amazon%20Web%20Services:maya@acme?secret={SEED}&issuer=Amazon%20Web%20Services",
        f"  {SEED}\n",
    ],
)
def test_a_secret_key_is_read_as_people_have_it(text: str):
    assert read_seed(text) == SEED


@pytest.mark.parametrize(
    "text", ["", "123456", "otpauth://totp/x?issuer=y", "JBSWY3DP", "not a key at all, sorry 1890"]
)
def test_what_is_no_secret_key_is_none(text: str):
    assert read_seed(text) is None


@given(st.text())
def test_any_text_is_read_without_a_fault(text: str):
    seed = read_seed(text)
    assert seed is None or pyotp.TOTP(seed).now().isdigit()


def test_a_profile_whose_codes_are_made_gets_credentials_with_nothing_typed(
    vault: MemoryVault, clock: FakeClock, ledger: CodeLedger
):
    aws = FakeAws(clock)
    sessions = Sessions(aws, vault, clock, ledger)
    sessions.store_keys(KEYS)
    sessions.seeds.keep(SERIAL, SEED)
    for method in (Method.ROLE, Method.SESSION, Method.ROLE_THROUGH_SESSION):
        made = profile(f"made-{method.value}", method=method, makes_codes=True)
        clock.advance(seconds=30)
        assert not sessions.code_needed(made)
        assert sessions.obtain(made, "", Cancel()).credentials.remaining(clock.now())
        typed = profile(f"typed-{method.value}", access_key_id="AKIAOTHER00000000001", method=method)
        assert sessions.code_needed(typed)


def test_all_profiles_of_the_device_are_told_and_the_last_to_go_takes_the_key_along(
    vault: MemoryVault, seeds: StoredSeeds
):
    book = ProfileBook(FakeStore())
    for each in (profile("one"), profile("two"), profile("other", device_serial="GAHT12345678")):
        book.add(each)
    making = CodeMaking(book, seeds)
    making.begin(SERIAL, SEED)
    assert [each.makes_codes for each in book.profiles] == [True, True, False]
    for name in ("one", "two"):
        assert vault.get(f"seed/{SERIAL}") == SEED
        gone = book.profile(name)
        book.remove(name)
        making.let_go(gone)
    assert vault.get(f"seed/{SERIAL}") is None


def test_it_can_be_taken_back(vault: MemoryVault, seeds: StoredSeeds):
    book = ProfileBook(FakeStore())
    book.add(profile("one"))
    making = CodeMaking(book, seeds)
    making.begin(SERIAL, SEED)
    making.end(SERIAL)
    assert not book.profile("one").makes_codes
    assert vault.get(f"seed/{SERIAL}") is None


def test_two_profiles_of_a_device_never_get_the_same_code(seeds: StoredSeeds, clock: FakeClock):
    seeds.keep(SERIAL, SEED)
    first = seeds.code(SERIAL, Cancel())
    assert seeds.code(SERIAL, Cancel()) == shown(clock) != first


def test_where_the_key_has_gone_from_the_vault_codes_are_typed_again(
    vault: MemoryVault, clock: FakeClock, ledger: CodeLedger
):
    sessions = Sessions(FakeAws(clock), vault, clock, ledger)
    sessions.store_keys(KEYS)
    made = profile("made", makes_codes=True)
    with pytest.raises(HourpassError):
        sessions.obtain(made, "", Cancel())
    assert sessions.code_needed(made)
    assert sessions.obtain(made, "123456", Cancel()).credentials.remaining(clock.now())
    sessions.seeds.keep(SERIAL, SEED)
    assert not sessions.code_needed(made)


def test_a_promise_that_could_not_be_saved_leaves_no_key_behind(vault: MemoryVault, seeds: StoredSeeds):
    store = FakeStore()
    book = ProfileBook(store)
    book.add(profile("one"))
    book.add(profile("two"))
    store.failure = Problem(Reason.DISK_FULL)
    with pytest.raises(HourpassError):
        CodeMaking(book, seeds).begin(SERIAL, SEED)
    assert not any(each.makes_codes for each in book.profiles)
    assert vault.get(f"seed/{SERIAL}") is None
