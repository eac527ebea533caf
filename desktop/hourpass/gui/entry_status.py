"""Shows what became of a typed code: on its field, and in the line below."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.wording import flaws, problems
from hourpass.viewmodels.code_entry import CodeEntry


def show_entry(
    entry: CodeEntry, field: CodeField, status: StatusLine, now: datetime, *, sent_code: str = "", idle: str = ""
) -> None:
    """Bring *field* and *status* in line with *entry* at *now*; *idle* is said while there is nothing else to say."""
    if entry.digits != field.digits():
        # Changed by a refusal or by another profile, not by the person: nothing was typed.
        blocked = field.blockSignals(True)
        field.set_text(entry.digits)
        field.blockSignals(blocked)
    flaw = entry.flaw
    field.set_bad(entry.code_at_fault, _why(entry, sent_code))
    if entry.busy:
        status.set_message(Tone.INFO, QCoreApplication.translate("StatusLine", "Asking AWS…"))
        return
    if entry.problem is not None:
        said = problems.line(entry.problem, code=sent_code, seconds=entry.seconds_to_next(now))
        status.set_message(Tone.BAD, said, QCoreApplication.translate("StatusLine", "Details"))
    elif flaw is not None:
        status.set_message(Tone.BAD, flaws.code_flaw(flaw))
    elif (seconds := entry.seconds_to_next(now)) is not None:
        status.set_message(
            Tone.INFO, QCoreApplication.translate("StatusLine", "The next code appears in %n s.", "", seconds)
        )
    elif entry.complete and not idle:
        status.set_message(Tone.INFO, QCoreApplication.translate("StatusLine", "Press Enter to get the credentials."))
    else:
        status.set_message(Tone.INFO, idle)


def _why(entry: CodeEntry, sent_code: str) -> str:
    """What is wrong with the code, without the seconds that run."""
    if entry.problem is not None:
        return problems.line(entry.problem, code=sent_code)
    return flaws.code_flaw(entry.flaw) if entry.flaw is not None else ""
