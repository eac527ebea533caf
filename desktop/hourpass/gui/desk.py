"""The chosen profile: which card stands there, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Method, Profile
from hourpass.gui.entry_status import show_entry
from hourpass.gui.main_window import MainWindow
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.prompting import Prompting
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.vigil import Look, Vigil
from hourpass.gui.wording import methods, times
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from hourpass.viewmodels import session_view
from hourpass.viewmodels.durations import offered_durations


class Desk(QObject):
    """Shows what the view-models say of the chosen profile, and forwards what the person does with it."""

    chosen_changed = Signal()  # another profile, or what it holds
    problem_met = Signal(object)  # Problem that concerns no code: forgetting or saving failed
    details_asked = Signal(object)  # Problem

    def __init__(
        self,
        window: MainWindow,
        profiles: ProfileList,
        page: ProfilePage,
        book: ProfileBook,
        sessions: Sessions,
        clock: Clock,
        tasks: Tasks,
        signing_in: SigningIn,
        vigil: Vigil,
        prompting: Prompting,
    ) -> None:
        super().__init__(window)
        self._profiles, self._page, self._book, self._sessions = profiles, page, book, sessions
        self._clock, self._tasks, self._signing_in, self._vigil = clock, tasks, signing_in, vigil
        self._window, self._prompting = window, prompting
        self._chosen = ""  # counts from the click on; the settings' own word follows when they are written
        self._drafts: dict[str, Profile] = {}  # another method or duration, kept once it has worked
        self._shown: tuple[object, ...] = ()
        self._card: session_view.Card | None = None
        code, countdown = page.code_card, page.countdown_card
        code.submitted.connect(self._submit)
        code.typed.connect(lambda text: signing_in.type(self.selected, text))
        code.field.refused.connect(lambda: self._show_entry(self.selected))
        code.field_focused.connect(signing_in.prepare)
        code.cancel_asked.connect(lambda: signing_in.cancel(self.selected))
        code.details_asked.connect(self._tell_details)
        code.edit_asked.connect(lambda: profiles.edit_asked.emit(self.selected))
        code.remove_asked.connect(lambda: profiles.remove_asked.emit(self.selected))
        code.method_chosen.connect(self._choose_method)
        code.duration_chosen.connect(self._choose_duration)
        countdown.renew_asked.connect(self.renew)
        countdown.forget_asked.connect(self.forget)
        window.profile_chosen.connect(self.choose)
        window.profile_entered.connect(self.take_focus)
        window.renew_asked.connect(self.renew)
        signing_in.changed.connect(self._show_entry)
        signing_in.obtained.connect(self._keep_draft)
        vigil.looked.connect(self._show)

    @property
    def selected(self) -> str:
        """The chosen profile's id; empty when there is none."""
        for wanted in (self._chosen, self._book.settings.selected_profile):
            if self._book.profile(wanted):
                return wanted
        return self._book.profiles[0].id if self._book.profiles else ""

    @property
    def profile(self) -> Profile | None:
        """The chosen profile, with the method and duration chosen on its card."""
        return self._drafts.get(self.selected) or self._book.profile(self.selected)

    @property
    def holds_credentials(self) -> bool:
        """Whether the chosen profile's credentials are valid now."""
        session = self._sessions.session(self.selected)
        return session is not None and session.expires_at > self._clock.now()

    @property
    def counts_seconds(self) -> bool:
        """Whether the page shows something that changes every second."""
        if not self.selected:
            return False
        waiting = self._signing_in.entry(self.selected).seconds_to_next(self._clock.now()) is not None
        return self.holds_credentials or waiting

    def choose(self, profile_id: str) -> None:
        """Show that profile."""
        if profile_id != self.selected:
            self._chosen = profile_id
            self._save(lambda: self._book.change(selected_profile=profile_id))
        self._vigil.look()
        self.chosen_changed.emit()

    def refresh(self) -> None:
        """A profile was added, changed or removed: draw everything again."""
        self._chosen = ""
        self._drafts.clear()
        self._shown = ()
        self._vigil.look()
        self.chosen_changed.emit()

    def renew(self) -> None:
        """Fresh credentials for the chosen profile: through the prompt while valid ones are in use, else on its card."""
        profile = self.profile
        if profile is None:
            return
        if self.holds_credentials:
            self._prompting.ask(profile, wanted=True)
            return
        typed, needed = self._page.code_card.field.text(), self._signing_in.code_needed(profile)
        if needed:
            self.take_focus()  # the key was pressed anywhere; the digits go on here
        if typed or not needed:
            self._submit(typed)

    def explains(self, profile_id: str) -> bool:
        """Whether what became of that profile's code can be read on the page now."""
        code_card = self._page.code_card.isVisibleTo(self._page)
        return profile_id == self.selected and code_card and self._page.isVisible()

    def forget(self) -> None:
        """Forget the chosen profile's credentials."""
        profile_id = self.selected
        self._tasks.start(lambda _cancel, _report: self._sessions.forget(profile_id), then=self._tell_failure)

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed."""
        if not self.holds_credentials:
            self._page.code_card.take_focus()

    def _submit(self, text: str) -> None:
        if self.profile is not None:
            self._signing_in.submit(self.profile, text)

    def _choose_method(self, method: Method) -> None:
        if self.profile is None or self.profile.method is method:
            return
        self._draft(replace(self.profile, method=method, duration=self._usual(method)))

    def _usual(self, method: Method) -> timedelta:
        through = self.profile.through if self.profile else ()
        return self._book.settings.usual.of(method, chained=bool(through))

    def _choose_duration(self, duration: timedelta) -> None:
        if self.profile is not None:
            self._draft(replace(self.profile, duration=duration))

    def _draft(self, profile: Profile) -> None:
        self._drafts[profile.id] = profile
        self._vigil.look()

    def _keep_draft(self, profile_id: str) -> None:
        draft = self._drafts.get(profile_id)
        if draft is not None and draft == self._signing_in.asked(profile_id):
            self._save(lambda: self._book.replace(draft))
        self._vigil.look()
        if profile_id == self.selected:
            self.chosen_changed.emit()

    def _show(self, look: Look) -> None:
        if self._card is not None and not self._window.isVisible():
            return  # nobody looks; the window asks for a look when it is shown
        self._profiles.show_rows(look.rows, self.selected)
        profile = self.profile
        if profile is None:
            return
        self._show_card(profile, look.now)
        self._show_entry(profile.id)

    def _show_card(self, profile: Profile, now: datetime) -> None:
        session = self._sessions.session(profile.id)
        entry = self._signing_in.entry(profile.id)
        needed = self._signing_in.code_needed(profile)
        before, self._card = (
            self._card,
            session_view.view(profile, session, now, self._vigil.warnings, code_needed=needed, busy=entry.busy),
        )
        match self._card:
            case session_view.CountdownCard() as card:
                self._show_countdown(card)
            case session_view.CodeCard() as card:
                self._show_code(profile, card)
        if before is not None and type(before) is not type(self._card) and before.profile_id == profile.id:
            self.chosen_changed.emit()

    def _show_countdown(self, card: session_view.CountdownCard) -> None:
        shown = self._page.countdown_card
        self._page.show_countdown(True)
        shown.show_time(card.phase, card.fraction, card.left)
        today = self._clock.now().astimezone().date()  # "until tomorrow" is "until" after midnight
        facts = (card.name, card.arn, card.phase, card.expires_at, card.renewable_until, card.busy, today)
        if facts != self._shown:
            self._shown = facts
            shown.show_session(card.name, card.arn, card.phase, card.expires_at, card.renewable_until)
            shown.show_busy(card.busy)

    def _show_code(self, profile: Profile, card: session_view.CodeCard) -> None:
        self._page.show_countdown(False)
        facts = (profile, card.asks_code, card.busy)
        if facts == self._shown:
            return
        self._shown = facts
        shown = self._page.code_card
        shown.show_profile(
            profile,
            _methods(profile),
            offered_durations(profile.method, also=profile.duration, chained=bool(profile.through)),
        )
        why = ""
        if not card.asks_code and profile.device_serial:
            why = (
                self.tr("No code needed: Hourpass generates it.")
                if profile.makes_codes
                else self.tr("No code needed: your MFA session is still open.")
            )
        shown.show_code_needed(card.asks_code, why)
        shown.show_busy(card.busy)

    def _show_entry(self, profile_id: str) -> None:
        if profile_id != self.selected or not profile_id:
            return
        entry = self._signing_in.entry(profile_id)
        code, countdown = self._page.code_card, self._page.countdown_card
        if self._card is not None and entry.busy != self._card.busy:
            self._vigil.look()
            return
        if not countdown.isVisibleTo(self._page):
            sent = self._signing_in.sent_code(profile_id)
            idle = "" if entry.complete else self._why_now() or self._hint()
            show_entry(entry, code.field, code.status, self._clock.now(), sent_code=sent, idle=idle)

    def _why_now(self) -> str:
        """Why a code is due, where there were credentials before."""
        ended = self._card.expired_at if isinstance(self._card, session_view.CodeCard) else None
        return self.tr("Expired at {0}").format(times.clock(ended, self._clock.now())) if ended else ""

    def _hint(self) -> str:
        """What stands in the room for messages meanwhile: what the code will be good for."""
        asks = isinstance(self._card, session_view.CodeCard) and self._card.asks_code
        return methods.hint(self.profile.method) if asks and self.profile is not None else ""

    def _tell_details(self) -> None:
        problem: Problem | None = self._signing_in.entry(self.selected).problem
        if problem is not None:
            self.details_asked.emit(problem)

    def _save(self, change: Callable[[], None]) -> None:
        self._tasks.start(lambda _cancel, _report: change(), then=self._tell_failure)

    def _tell_failure(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.problem_met.emit(outcome.problem)
        self._vigil.look()


def _methods(profile: Profile) -> list[Method]:
    """What this profile can become: a role where it names one, a session token where it has a device."""
    if profile.source_profile:
        return [Method.ROLE]  # the other ways take a user's own key
    roles = []
    if profile.role_arn:
        roles = [Method.ROLE, Method.ROLE_THROUGH_SESSION] if profile.device_serial else [Method.ROLE]
    return [*roles, Method.SESSION] if profile.device_serial else roles
