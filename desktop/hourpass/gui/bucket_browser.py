"""The tab of buckets: their list, and in its place the folders of the one that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hourpass.domain.profile import Profile
from hourpass.gui.bucket_tab import BucketTab
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.buckets import Buckets
from hourpass.viewmodels.listing import Stage

if TYPE_CHECKING:
    from hourpass.gui.folder_view import FolderView


class BucketBrowser(QStackedWidget):
    """Leads into buckets and back."""

    expired = Signal()
    """A listing ended because the credentials have."""
    problem_details = Signal(object)
    """Somebody asks what AWS answered: a Problem."""

    def __init__(self, theme: Theme, tasks: Tasks, buckets: Buckets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tasks, self._asked = theme, tasks, buckets
        self._folders: FolderView | None = None
        self.buckets = BucketTab(theme, tasks, buckets.pages, self)
        self.addWidget(self.buckets)
        self.buckets.opened.connect(self._open)
        self.buckets.expired.connect(self.expired)
        self.buckets.problem_details.connect(self.problem_details)

    @property
    def folders(self) -> FolderView | None:
        """The open bucket's; None while the list of buckets is shown."""
        return self._folders if self.currentWidget() is self._folders else None

    def show_profile(self, profile: Profile | None, *, valid: bool, expired: bool) -> None:
        """Turn to *profile*, whose credentials are *valid*, or were before they *expired*."""
        self.buckets.show_profile(profile, valid)
        if self.folders is not None and not self.folders.show_profile(profile, valid=valid, expired=expired):
            self.setCurrentWidget(self.buckets)

    def refresh(self) -> None:
        """List anew what is shown."""
        (self.folders or self.buckets).refresh()

    @property
    def filterable(self) -> bool:
        """Whether anything is there, or on its way, that a filter could sort out."""
        return self.folders is not None or self.buckets.listing.stage is not Stage.IDLE

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        (self.folders or self.buckets).focus_filter()

    def take_focus(self) -> None:
        """Take the keyboard: into the folder where somebody was, or where buckets are looked for."""
        if self.folders is not None:
            self.folders.take_focus()
        else:
            self.buckets.focus_filter()

    def _open(self, bucket: str, region: str) -> None:
        profile = self.buckets.listing.profile
        if profile is None:
            return
        if self._folders is None:
            self._folders = self._made()
        self.setCurrentWidget(self._folders)
        self._folders.open(profile, bucket, region)

    def _come_back(self, bucket: str) -> None:
        self.setCurrentWidget(self.buckets)
        self.buckets.come_back(bucket)

    def _made(self) -> FolderView:
        # Now, not earlier: who keeps the app in the tray may never open a bucket.
        from hourpass.gui.folder_view import FolderView

        made = FolderView(self._theme, self._tasks, self._asked.object_pages, self)
        made.left.connect(self._come_back)
        made.expired.connect(self.expired)
        made.problem_details.connect(self.problem_details)
        self.addWidget(made)
        return made
