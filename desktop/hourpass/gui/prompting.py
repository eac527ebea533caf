"""One prompt at a time: who is asked for a code, why, and what was put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain import arns
from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui.code_prompt import CodePrompt
from hourpass.gui.entry_status import show_entry
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.theme import Theme
from hourpass.gui.wording.times import span
from hourpass.services.ports import Clock

REMINDER = timedelta(minutes=3)


class Prompting(QObject):
    """Raises the code prompt for a profile, and again later for one that was put off."""

    details_asked = Signal(object)  # Problem
    changed = Signal()  # a prompt came or went, or a reminder was set: timers are to be looked at
    turned_down = Signal(str)  # a profile id: the person closed its prompt, or put it off

    def __init__(
        self,
        theme: Theme,
        signing_in: SigningIn,
        clock: Clock,
        profile_of: Callable[[str], Profile | None],
        expires_at: Callable[[str], datetime | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._signing_in = signing_in
        self._clock = clock
        self._profile_of = profile_of
        self._expires_at = expires_at
        self._profile: Profile | None = None
        self._prompt: CodePrompt | None = None
        self._wanted = False
        self._reminders: dict[str, datetime] = {}
        self._waiting: set[str] = set()  # of the reminders, those that were clicked for while another prompt was in use
        self._askers: dict[str, tuple[str, ...]] = {}  # the tools that wait for a profile, by its id
        self._clicked_for = False  # whether a person wanted the open prompt, or only a tool did
        self._withdrawn = False  # whether the prompt is closed from here
        signing_in.changed.connect(self._refresh)
        signing_in.obtained.connect(self._done)
        signing_in.renewed_quietly.connect(self._done)
        signing_in.obtained.connect(self._look_whether_needed)

    @property
    def profile_id(self) -> str:
        """The profile that is being asked about; empty when none is."""
        return self._profile.id if self._profile else ""

    @property
    def counts_seconds(self) -> bool:
        """Whether the prompt shows a wait that changes every second."""
        if self._profile is None:
            return False
        return self._signing_in.entry(self.profile_id).seconds_to_next(self._clock.now()) is not None

    def next_reminder(self) -> datetime | None:
        """When the next prompt that was put off is due; None while one is open, for the others follow its end."""
        return None if self._prompt is not None else min(self._reminders.values(), default=None)

    def next_due(self, now: datetime) -> str:
        """The profile whose reminder is due at *now* for the longest time, told once; empty when none is."""
        at, profile_id = min(((at, each) for each, at in self._reminders.items()), default=(now, ""))
        if not profile_id or at > now:
            return ""
        del self._reminders[profile_id]
        return profile_id

    def raise_due(self, now: datetime) -> None:
        """Raise what was put off, one prompt at a time: the others follow when it is closed.

        What somebody clicked for and had to wait for another one comes to the front; a reminder does not.
        """
        clicked_for = set(self._waiting)
        profile = self._profile_of(self.next_due(now))
        if profile is not None:
            self._waiting.discard(profile.id)
            self.ask(profile, unasked=profile.id not in clicked_for)

    def ask(self, profile: Profile, *, wanted: bool = False, unasked: bool = False) -> None:
        """Raise the prompt for *profile*, or get its credentials at once where no code is needed.

        *wanted* of their own accord it is worded as such; *unasked* it comes up without taking the keyboard. A prompt in
        which somebody types, or whose code is on its way, is not thrown out: *profile* comes after it.
        """
        self._reminders.pop(profile.id, None)
        self._waiting.discard(profile.id)
        if not self._signing_in.code_needed(profile):
            self._signing_in.submit(profile, "")
            return
        if self._prompt is not None and self.profile_id != profile.id:
            if self._in_use():
                self._reminders[profile.id] = self._clock.now()
                if not unasked:
                    self._waiting.add(profile.id)
                    self._prompt.come_forward()
                return
            if self.profile_id in self._askers:  # a tool still waits for its code
                self._reminders[self.profile_id] = self._clock.now()
            self._close()
        if self._prompt is None:
            self._open(profile)
        self._wanted = wanted
        self._clicked_for = self._clicked_for or not unasked
        if self._prompt is not None:
            self._refresh(profile.id)
            if unasked:
                self._prompt.appear()
            else:
                self._prompt.come_forward()
            self._refresh(profile.id)
            self.changed.emit()

    def name_askers(self, profile_id: str, programs: tuple[str, ...]) -> None:
        """These *programs* wait for that profile's credentials now; the name of one that nobody knows is empty."""
        if programs:
            self._askers[profile_id] = programs
        else:
            self._askers.pop(profile_id, None)
        self._refresh(profile_id)

    def withdraw(self, profile_id: str) -> None:
        """No tool waits for that profile any more: a prompt that was there for tools only, and in which nobody types,
        goes again.
        """
        if profile_id == self.profile_id:
            if not self._clicked_for and not self._in_use():
                self._close()
        elif profile_id in self._reminders and profile_id not in self._waiting:
            del self._reminders[profile_id]

    def come_forward(self) -> None:
        """Bring the open prompt, if there is one, back to the front."""
        if self._prompt is not None:
            self._prompt.come_forward()

    def tick(self) -> None:
        """A second went by."""
        self._refresh(self.profile_id)

    def profiles_changed(self) -> None:
        """Profiles were edited or removed: a prompt for what is no longer there goes, the other follows."""
        for profile_id in [each for each in self._reminders if self._profile_of(each) is None]:
            del self._reminders[profile_id]
        if self._prompt is None:
            return
        profile = self._profile_of(self.profile_id)
        if profile is None or not self._signing_in.code_needed(profile):
            self._close()
            return
        self._profile = profile
        self._refresh(profile.id)

    def _in_use(self) -> bool:
        entry = self._signing_in.entry(self.profile_id)
        return entry.busy or bool(entry.digits)

    def _open(self, profile: Profile) -> None:
        # A window of its own, no child: it must come up while the main window is hidden in the tray.
        prompt = CodePrompt(self._theme)
        prompt.completed.connect(self._submit)
        prompt.typed.connect(lambda text: self._signing_in.type(self.profile_id, text))
        prompt.field_focused.connect(self._signing_in.prepare)
        prompt.focus_moved.connect(lambda: self._refresh(self.profile_id))
        prompt.later_asked.connect(self._remind)
        prompt.details_asked.connect(self._tell_details)
        prompt.closed.connect(self._closed)
        self._profile, self._prompt = profile, prompt
        self._clicked_for = False

    def _submit(self, text: str) -> None:
        if self._profile is not None:
            self._signing_in.submit(self._profile, text)

    def _word(self, prompt: CodePrompt, profile: Profile) -> None:
        """Say who is asked and why, as it is now."""
        expires_at = self._expires_at(profile.id)
        left = expires_at - self._clock.now() if expires_at else timedelta(0)
        if expires_at is None:
            why = self.tr("To get temporary credentials")
        elif left <= timedelta(0):
            why = self.tr("Its credentials have expired")
        else:
            why = self.tr("Its credentials expire in {0}").format(span(left))
        title = self.tr("Renew {0}") if self._wanted else self.tr("{0} needs a code")
        later = REMINDER if left > REMINDER and not self._wanted else timedelta(0)
        device = arns.parse(profile.device_serial)
        prompt.ask(
            title.format(profile.name),
            why,
            self._askers.get(profile.id, ()),
            profile.device_name,
            device.account if device else "",  # not the role's, which may be in another one
            later // timedelta(minutes=1),
        )

    def _refresh(self, profile_id: str) -> None:
        if self._prompt is not None and self._profile is not None and profile_id == self.profile_id:
            self._word(self._prompt, self._profile)
            entry = self._signing_in.entry(profile_id)
            self._prompt.show_busy(entry.busy)
            sent = self._signing_in.sent_code(profile_id)
            field, status = self._prompt.field, self._prompt.status
            show_entry(entry, field, status, self._clock.now(), sent_code=sent, idle=self._prompt.hint)
            self._prompt.fit()

    def _done(self, profile_id: str) -> None:
        self._reminders.pop(profile_id, None)
        self._waiting.discard(profile_id)
        if profile_id == self.profile_id:
            self._close()

    def _look_whether_needed(self, _profile_id: str) -> None:
        """A code was taken: if it opened the MFA session of the profile that is asked about, none is needed for that."""
        profile = self._profile
        if profile is None or self._signing_in.entry(profile.id).busy or self._signing_in.code_needed(profile):
            return
        self._close()
        self._signing_in.submit(profile, "")

    def _close(self) -> None:
        """The prompt is no longer needed, which nobody has to be told."""
        if self._prompt is not None:
            self._withdrawn = True
            self._prompt.close()
            self._withdrawn = False

    def _remind(self) -> None:
        self._reminders[self.profile_id] = self._clock.now() + REMINDER

    def _closed(self) -> None:
        prompt, profile = self._prompt, self._profile
        self._prompt = self._profile = None
        if profile is not None:
            self._signing_in.cancel(profile.id)
        if prompt is not None:
            prompt.deleteLater()
        if profile is not None and not self._withdrawn:
            self.turned_down.emit(profile.id)
        self.changed.emit()

    def _tell_details(self) -> None:
        problem: Problem | None = self._signing_in.entry(self.profile_id).problem
        if problem is not None:
            self.details_asked.emit(problem)
