"""The tabs below the card: buckets, use elsewhere, details, activity."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from hourpass.bootstrap import Services
from hourpass.domain.profile import Profile
from hourpass.gui.activity_tab import ActivityTab
from hourpass.gui.bucket_browser import BucketBrowser
from hourpass.gui.controls import danger_button, plain_button
from hourpass.gui.details_page import DetailsPage
from hourpass.gui.details_tab import DetailsTab
from hourpass.gui.elsewhere.elsewhere import Elsewhere
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.key_ages import KeyAges


class ProfileTabs(QObject):
    """Builds the tabs and tells each what is chosen."""

    expired = Signal()
    problem_details = Signal(object)
    edit_asked = Signal()
    remove_asked = Signal()
    devices_asked = Signal()
    take_away_asked = Signal()
    codes_asked = Signal()
    rotate_asked = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, services: Services, elsewhere: Elsewhere, page: ProfilePage) -> None:
        super().__init__(page)
        self._elsewhere = elsewhere
        self._theme, self._tasks, self._services, self._page = theme, tasks, services, page
        self._ages = KeyAges(services.setup)
        self._shown: Callable[[], None] = lambda: None  # shows the details of what is chosen, anew
        self._signed_in: Profile | None = None  # what is chosen, while it has credentials

    def build(self) -> Iterator[None]:
        """Make the tabs; in steps, for all at once would hold up the event loop."""
        theme, page = self._theme, self._page
        self._buckets = BucketBrowser(theme, self._tasks, self._services.buckets, page)
        yield
        elsewhere = self._elsewhere.make_tab(page)
        yield
        self._details = DetailsTab(theme, page)
        yield
        self._activity = ActivityTab(theme, self._services.activity, page)
        yield
        edit = plain_button(self.tr("&Edit profile…"), page)
        edit.setObjectName("editProfileButton")
        remove = danger_button(self.tr("Re&move profile…"), page)
        remove.setObjectName("removeProfileButton")
        devices = plain_button(self.tr("M&FA devices…"), page)
        devices.setObjectName("devicesButton")
        self._of_key: list[QPushButton] = [devices]
        codes = self._codes = plain_button(self.tr("Automat&ic codes…"), page)
        codes.setObjectName("codeMakingDoor")
        rotate = plain_button(self.tr("Change access &key…"), page)
        rotate.setObjectName("changeKeyDoor")
        take_away = danger_button(self.tr("Remove from A&WS…"), page)
        take_away.setObjectName("removeFromAwsButton")
        self._of_key += [rotate, take_away]
        details = DetailsPage(self._details, [edit, devices, rotate, codes], [remove, take_away], page)
        page.add_tabs(
            [
                (self.tr("&Buckets"), self._buckets),
                (self.tr("Use elsew&here"), elsewhere),
                (self.tr("&Details"), details),
                (self.tr("Acti&vity"), self._activity),
            ],
            self._take_focus,
        )
        if page.tabs is not None:
            page.tabs.currentChanged.connect(self._ask_age)
            page.tabs.currentChanged.connect(lambda _place: self._elsewhere.look())
        edit.clicked.connect(self.edit_asked)
        remove.clicked.connect(self.remove_asked)
        devices.clicked.connect(self.devices_asked)
        take_away.clicked.connect(self.take_away_asked)
        codes.clicked.connect(self.codes_asked)
        rotate.clicked.connect(self.rotate_asked)
        self._buckets.expired.connect(self.expired)
        self._buckets.problem_details.connect(self.problem_details)

    def show_profile(self, profile: Profile | None, has_credentials: bool) -> None:
        """Turn to *profile*."""
        session = self._services.sessions.session(profile.id) if profile is not None else None
        expired = session is not None and not has_credentials
        self._buckets.show_profile(profile, valid=has_credentials, expired=expired)
        if profile is not None:
            self._elsewhere.show_profile(profile)
            self._codes.setEnabled(bool(profile.device_serial))  # without a device there are none
            for button in self._of_key:
                button.setEnabled(bool(profile.access_key_id))
            self._shown = lambda: self._details.show_session(
                profile, session, expired=expired, key=self._ages.known(profile.access_key_id)
            )
            self._shown()
        self._signed_in = profile if has_credentials else None
        self._ask_age()

    def show_buckets(self) -> None:
        """Bring the buckets to the front."""
        self._to_buckets()

    def show_elsewhere(self) -> None:
        """Bring what hands the credentials on to the front."""
        if self._page.tabs is not None:
            self._page.tabs.setCurrentWidget(self._elsewhere.tab)

    def refresh(self) -> None:
        """List anew what is shown of the buckets."""
        self._to_buckets()
        self._buckets.refresh()

    def focus_filter(self) -> None:
        """Put the cursor into the filter; while there is nothing to filter, where what brings it is typed."""
        self._to_buckets()
        if self._buckets.filterable:
            self._buckets.focus_filter()
        elif self._page.code_card.isVisible():
            self._page.code_card.take_focus()

    def _ask_age(self) -> None:
        """How old the key is. Asked where somebody looks, and not before the keyring and the network have served."""
        profile = self._signed_in
        if profile is None or not self._details.isVisible() or not profile.access_key_id:
            return
        if not self._ages.worth_asking(profile.access_key_id):
            return
        ages = self._ages
        self._tasks.start(lambda cancel, _report: ages.ask(profile, cancel), lambda _outcome: self._shown())

    def _take_focus(self) -> None:
        """The code card has done its part: go on where the person was looking."""
        tabs = self._page.tabs
        if tabs is None:
            return
        if tabs.currentWidget() is self._buckets:
            self._buckets.take_focus()
        else:
            tabs.tabBar().setFocus()

    def _to_buckets(self) -> None:
        if self._page.tabs is not None:
            self._page.tabs.setCurrentWidget(self._buckets)
