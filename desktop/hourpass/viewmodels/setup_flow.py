"""The wizard's way: which page follows which, when it goes on, where it goes back, and what leaving means on each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from hourpass.domain.setup import Draft


class Page(IntEnum):
    """In this order; not every setup needs each of them."""

    CREDENTIALS = 0
    NAMES = 1
    REVIEW = 2
    CREATE = 3
    SCAN = 4
    PROVE = 5


class Standing(Enum):
    """What has become of the setup at AWS."""

    NOTHING = auto()  # nothing was changed yet
    BEGUN = auto()  # some of it is there
    STANDS = auto()  # everything is there, and the device is registered
    UNDOING = auto()
    LEFT = auto()  # the undoing has ended and could not take everything back
    UNDONE = auto()


class Onward(Enum):
    """What the button that goes on does."""

    NEXT = auto()
    CREATE = auto()
    FINISH = auto()
    CLOSE = auto()
    TRY_AGAIN = auto()  # the undoing, where something was left


class Cancelling(Enum):
    """What the button on the left does."""

    CLOSE = auto()
    UNDO = auto()
    ASK_TO_UNDO = auto()  # what would be taken away works already
    LEAVE = auto()  # what could not be taken back stays for another time
    NOTHING = auto()


class Closing(Enum):
    """What closing the window does."""

    CLOSE = auto()
    ASK = auto()  # undo, keep for later, or go on
    ASK_WHILE_UNDOING = auto()  # go on, or leave the rest for later


@dataclass(frozen=True, slots=True)
class SetupFlow:
    """The way as far as it is known; *draft* tells which pages there are."""

    draft: Draft | None = None
    resumed: bool = False  # begun in an earlier run: what was to be made is settled
    standing: Standing = Standing.NOTHING
    device_ready: bool = False
    created: bool = False
    enrolled: bool = False

    @property
    def pages(self) -> tuple[Page, ...]:
        """Those that this setup goes through."""
        scans = self.draft is None or self.draft.creates_device
        left_out = {Page.NAMES, Page.REVIEW} if self.resumed else set()
        if not scans:
            left_out.add(Page.SCAN)
        return tuple(page for page in Page if page not in left_out)

    def after(self, page: Page) -> Page | None:
        """The one that follows; None behind the last."""
        left_out = {Page.SCAN} if self.enrolled else set()  # registered in an earlier run: its code is gone
        return next((each for each in self.pages if each > page and each not in left_out), None)

    def may_go_on(self, page: Page) -> bool:
        """Whether what happens at AWS lets *page* be left forwards; what the person does there is the page's affair."""
        if self.standing is Standing.UNDOING:
            return False
        if self.standing in {Standing.UNDONE, Standing.LEFT}:
            return True
        if page is Page.CREATE:
            return (self.device_ready or self.enrolled) if Page.SCAN in self.pages else self.created
        return page is not Page.SCAN or self.enrolled

    def may_go_back(self, page: Page) -> bool:
        """Not to before Create once something was made, and not to a code that was scanned already."""
        if self.standing in {Standing.UNDOING, Standing.UNDONE, Standing.LEFT}:
            return False
        if page is Page.SCAN:
            return not self.enrolled
        return page in {Page.NAMES, Page.REVIEW}

    def onward(self, page: Page) -> Onward:
        """What going on from *page* means."""
        if self.standing in {Standing.UNDOING, Standing.UNDONE}:
            return Onward.CLOSE
        if self.standing is Standing.LEFT:
            return Onward.TRY_AGAIN
        if self.after(page) is Page.CREATE:
            return Onward.CREATE
        return Onward.NEXT if self.after(page) is not None else Onward.FINISH

    def cancelling(self) -> Cancelling:
        """What the button on the left means."""
        return {
            Standing.NOTHING: Cancelling.CLOSE,
            Standing.BEGUN: Cancelling.UNDO,
            Standing.STANDS: Cancelling.ASK_TO_UNDO,
            Standing.UNDOING: Cancelling.NOTHING,
            Standing.LEFT: Cancelling.LEAVE,
            Standing.UNDONE: Cancelling.NOTHING,
        }[self.standing]

    def closing(self) -> Closing:
        """What closing the window means. What stands is kept, without a question."""
        if self.standing is Standing.BEGUN:
            return Closing.ASK
        return Closing.ASK_WHILE_UNDOING if self.standing is Standing.UNDOING else Closing.CLOSE
