"""The proof in words: what is tried, what came of it, and what is waited for."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from hourpass.domain import arns
from hourpass.domain.problem import Problem
from hourpass.domain.session import Session
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import Step
from hourpass.gui.wording import problems, times
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.gui.wording.setup_steps import step_title
from hourpass.viewmodels.proof_view import WithCode, WithoutCode

_PAGE = 1000
"""As many buckets come at first, at most: then there may be more."""

_WITHOUT: dict[WithoutCode, str] = {
    WithoutCode.WAITING: QT_TRANSLATE_NOOP("Proof", "Without a code"),
    WithoutCode.ASKING: QT_TRANSLATE_NOOP("Proof", "Without a code: asking AWS…"),
    WithoutCode.REFUSED: QT_TRANSLATE_NOOP("Proof", "Without a code: refused"),
    WithoutCode.ACCEPTED: QT_TRANSLATE_NOOP("Proof", "Without a code: let in. That should not happen."),
    WithoutCode.FAILED: QT_TRANSLATE_NOOP("Proof", "Without a code: no clear answer"),
}


def without_heading(state: WithoutCode) -> str:
    """What has come of trying without a code."""
    return QCoreApplication.translate("Proof", _WITHOUT[state])


def without_text(
    state: WithoutCode, problem: Problem | None, being_made: Step | None, mode: Mode, *, opened: bool
) -> str:
    """What that means; before it is tried, what is waited for: *being_made*. *opened*: the other half is proved, too."""
    translate = QCoreApplication.translate
    if problem is not None:
        return problems.say(problem).short
    if state is WithoutCode.REFUSED and opened:
        return translate("Proof", "As it should be: the access key alone opens nothing.")
    if state is WithoutCode.REFUSED:
        return translate(
            "Proof",
            "As it should be. That is half of the proof; the other half is what the code below opens.",
        )
    if state is WithoutCode.WAITING and being_made is not None:
        return translate("Proof", "Still in progress: {0}").format(step_title(being_made))
    if mode is Mode.SESSION:
        return translate("Proof", "The access key alone tries to list the buckets.")
    return translate("Proof", "The access key alone tries to assume the role.")


def code_text(draft: Draft | None) -> str:
    """Which code the second half takes."""
    translate = QCoreApplication.translate
    if draft is None or draft.creates_device:
        return translate("Proof", "A new one: AWS accepts each code once, and has already had the last two.")
    return translate("Proof", "From the existing device “{0}”. AWS accepts each code once.").format(_device_name(draft))


def asking_text(stage: WithCode, seconds: int | None, draft: Draft | None) -> str:
    """What to do with the code field, *seconds* before there is a code that AWS has not seen."""
    translate = QCoreApplication.translate
    if stage is not WithCode.WAITING and draft is None:
        return translate("Proof", "Type the code that your phone shows now. The last digit sends it.")
    if stage is not WithCode.WAITING and draft is not None:
        return translate("Proof", "Type the code that your phone shows now for “{0}”. The last digit sends it.").format(
            _device_name(draft)
        )
    if not seconds:
        return translate("Proof", "You are asked for it as soon as AWS has answered without one.")
    return translate(
        "Proof", "AWS needs a moment to get to know your device. In {0} s your phone shows a new code: type that one."
    ).format(seconds)


def learning_text(seconds: int | None) -> str:
    """That the refusal will pass by itself."""
    translate = QCoreApplication.translate
    if seconds is None:
        return translate("Proof", "AWS is still learning about your device. Type the code shown now.")
    return translate(
        "Proof", "AWS is still learning about your device. In {0} s your phone shows another code: type that one."
    ).format(seconds)


def fresh_code_in(seconds: int) -> str:
    """What the ring beside the field says."""
    return QCoreApplication.translate("Proof", "A fresh code in {0} s").format(seconds)


def opened_text(session: Session, now: datetime) -> str:
    """What the code has opened, and for how long."""
    until = QCoreApplication.translate(
        "Proof", "Credentials until {0}, {1} left. The profile is ready in the main window."
    )
    return until.format(times.clock(session.expires_at, now), times.span(session.credentials.remaining(now)))


def bucket_count(count: int) -> str:
    """How many buckets the first page brought."""
    translate = QCoreApplication.translate
    if count == 0:
        return translate("Proof", "There are no buckets in this account yet, which is fine.")
    if count == 1:
        return translate("Proof", "1 bucket:")
    if count >= _PAGE:
        return translate("Proof", "%Ln buckets or more:", "", count)
    return translate("Proof", "%Ln buckets:", "", count)


def _device_name(draft: Draft) -> str:
    arn = arns.parse(draft.device_serial)
    return arn.name if arn else draft.device_serial
