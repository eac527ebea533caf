"""What the pages of the wizard can hear of the setup behind them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class SetupNews(QObject):
    """Its signals, all on the GUI thread; each is a fact."""

    profiles_found = Signal(object)
    """tuple[AdminProfile, ...]"""
    checked = Signal(object, object)
    """Side, Checked"""
    admin_failed = Signal(object, object)
    """Side, Problem; CODE_NEEDED: the profile asks for a code of its own."""
    step_changed = Signal(object)
    """StepReport"""
    device_ready = Signal(object)
    """NewDevice: it can be scanned."""
    created = Signal()
    """Everything but the registering of the device is done."""
    creation_failed = Signal(object)
    """Problem; what was made so far stands. retry() or undo()."""
    enrolled = Signal()
    enrol_failed = Signal(object)
    """Problem"""
    refused_without_code = Signal(object)
    """RawAnswer: the first half of the proof."""
    proof_failed = Signal(object)
    """Problem, of either half."""
    session_obtained = Signal(object)
    """Session"""
    buckets_listed = Signal(object)
    """tuple[BucketRow, ...]"""
    undoing = Signal()
    undone = Signal(object)
    """tuple[Leftover, ...]; empty: everything is as before."""
    undo_failed = Signal(object)
    """Problem: the undoing itself could not be carried out, for want of the journal for instance. retry() tries again."""
    profile_ready = Signal(str)
    """The id of the new profile, which is in the book and selected."""
    profile_unsaved = Signal(object)
    """Problem: the profile is there, and its file could not be written."""
    rested = Signal()
    """Nothing runs any more."""
