"""What a step is doing just now, in the line below its title."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.problem import Reason
from hourpass.gui.wording import problems
from hourpass.gui.wording.joining import listed
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.gui.wording.setup_steps import step_detail
from hourpass.services.setup_reports import StepCondition
from hourpass.viewmodels.progress_rows import ProgressRow

# Each follows "iam:CreateRole, try 3 · ".
_WAITS: dict[Reason, str] = {
    Reason.KEY_UNKNOWN: QT_TRANSLATE_NOOP("Progress", "AWS does not know the access key yet"),
    Reason.PRINCIPAL_UNKNOWN: QT_TRANSLATE_NOOP("Progress", "AWS does not know the new user yet"),
    Reason.NOT_FOUND: QT_TRANSLATE_NOOP("Progress", "it has not reached all of AWS yet"),
    Reason.DEVICE_UNKNOWN: QT_TRANSLATE_NOOP("Progress", "AWS does not know the new device yet"),
    Reason.DENIED: QT_TRANSLATE_NOOP("Progress", "the permission has not reached all of AWS yet"),
    Reason.CHANGING_NOW: QT_TRANSLATE_NOOP("Progress", "AWS is still busy with an earlier change"),
    Reason.DELETE_CONFLICT: QT_TRANSLATE_NOOP("Progress", "AWS still sees something attached to it"),
    Reason.THROTTLED: QT_TRANSLATE_NOOP("Progress", "AWS is limiting requests"),
    Reason.SERVICE_FAULT: QT_TRANSLATE_NOOP("Progress", "AWS had an internal error"),
}
# Likewise; how long these take, nobody knows.
_ON_THE_WAY: dict[Reason, str] = {
    Reason.NAME_NOT_FOUND: QT_TRANSLATE_NOOP("Progress", "this computer seems to be offline"),
    Reason.CONNECTION_REFUSED: QT_TRANSLATE_NOOP("Progress", "AWS cannot be reached"),
    Reason.UNREACHABLE: QT_TRANSLATE_NOOP("Progress", "AWS cannot be reached"),
    Reason.TIMED_OUT: QT_TRANSLATE_NOOP("Progress", "AWS did not answer in time"),
    Reason.TLS_FAILED: QT_TRANSLATE_NOOP("Progress", "the secure connection could not be trusted"),
    Reason.PROXY_FAILED: QT_TRANSLATE_NOOP("Progress", "the proxy blocked it"),
    Reason.NOT_AWS: QT_TRANSLATE_NOOP("Progress", "something other than AWS answered"),
    Reason.HELPER_ENDED: QT_TRANSLATE_NOOP("Progress", "the answer was lost"),
}
_STATES: dict[StepCondition, str] = {
    StepCondition.WAITING: QT_TRANSLATE_NOOP("Progress", "waiting"),
    StepCondition.RUNNING: QT_TRANSLATE_NOOP("Progress", "in progress"),
    StepCondition.RETRYING: QT_TRANSLATE_NOOP("Progress", "in progress"),
    StepCondition.DONE: QT_TRANSLATE_NOOP("Progress", "done"),
    StepCondition.FAILED: QT_TRANSLATE_NOOP("Progress", "failed"),
    StepCondition.UNDOING: QT_TRANSLATE_NOOP("Progress", "being undone"),
    StepCondition.UNDONE: QT_TRANSLATE_NOOP("Progress", "undone"),
    StepCondition.LEFT: QT_TRANSLATE_NOOP("Progress", "left over"),
}
_LONGEST_USUAL = 15  # seconds; reports of propagation rarely tell of more


def row_detail(row: ProgressRow, *, backwards: bool = False) -> str:
    """The call of *row*, what it made, or why it is sent again; *backwards* while all is being taken back."""
    step, translate = row.step, QCoreApplication.translate
    match row.condition:
        case StepCondition.RETRYING:
            return retrying(_undoing(row) if backwards else step.do.action, row.tries, row.why)
        case StepCondition.FAILED if row.problem is not None:
            return translate("Progress", "{0} · {1}", "a call, what went wrong").format(
                step.do.action, problems.line(row.problem)
            )
        case StepCondition.UNDOING:
            return translate("Progress", "Undoing: {0}").format(_undoing(row))
        case StepCondition.UNDONE:
            return translate("Progress", "Undone")
        case StepCondition.LEFT:  # one line has room for one of them; both are in left_over
            return _arn(row) if row.problem is None else problems.line(row.problem)
        case _:
            return step_detail(row.steps, row.report.made)


def retrying(operation: str, tries: int, why: Reason | None) -> str:
    """That *operation* is being sent again, and why."""
    translate = QCoreApplication.translate
    if why in _ON_THE_WAY:
        reason = translate("Progress", _ON_THE_WAY[why])
        return translate("Progress", "{0}, try {1} · {2}", "a call, its number, why again").format(
            operation, tries, reason
        )
    reason = translate("Progress", _WAITS[why]) if why in _WAITS else translate("Progress", "AWS is not ready yet")
    return translate("Progress", "{0}, try {1} · {2} · usually under {3} s").format(
        operation, tries, reason, _LONGEST_USUAL
    )


def spoken(row: ProgressRow) -> str:
    """The state of *row* in a word or two, for those who cannot see its mark."""
    return QCoreApplication.translate("Progress", _STATES[row.condition])


def left_over(row: ProgressRow) -> str:
    """What of *row* could not be undone, and why, for a list that is copied."""
    if row.problem is None:
        return _arn(row)
    return QCoreApplication.translate("Progress", "{0} · {1}", "an ARN, what went wrong").format(
        _arn(row), problems.line(row.problem)
    )


def never_made() -> str:
    """Of a row, once everything before it is taken back."""
    return QCoreApplication.translate("Progress", "Never created")


def _undoing(row: ProgressRow) -> str:
    return listed([call.action for call in row.step.undo])


def _arn(row: ProgressRow) -> str:
    return row.leftover.arn if row.leftover else row.step.subject
