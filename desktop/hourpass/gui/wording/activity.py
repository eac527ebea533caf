"""How a call ended, in words; AWS's own error codes stay as they are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.viewmodels.activity_rows import NO_ANSWER

_OUTCOMES = {
    "": QT_TRANSLATE_NOOP("Activity", "OK"),
    NO_ANSWER: QT_TRANSLATE_NOOP("Activity", "No answer"),
    Reason.NAME_NOT_FOUND.value: QT_TRANSLATE_NOOP("Activity", "Name not found"),
    Reason.CONNECTION_REFUSED.value: QT_TRANSLATE_NOOP("Activity", "Connection refused"),
    Reason.UNREACHABLE.value: QT_TRANSLATE_NOOP("Activity", "Not reachable"),
    Reason.TIMED_OUT.value: QT_TRANSLATE_NOOP("Activity", "Timed out"),
    Reason.TLS_FAILED.value: QT_TRANSLATE_NOOP("Activity", "Certificate not trusted"),
    Reason.PROXY_FAILED.value: QT_TRANSLATE_NOOP("Activity", "Proxy failed"),
    Reason.NOT_AWS.value: QT_TRANSLATE_NOOP("Activity", "Not AWS"),
    Reason.ENDPOINT_INVALID.value: QT_TRANSLATE_NOOP("Activity", "Endpoint invalid"),
    Reason.INVALID_REQUEST.value: QT_TRANSLATE_NOOP("Activity", "Not sent"),
}
_OURS = frozenset(reason.value for reason in Reason)


def outcome(code: str) -> str:
    """*code* of an activity row, as it is read."""
    if code in _OUTCOMES:
        return QCoreApplication.translate("Activity", _OUTCOMES[code])
    if code in _OURS:  # the server gave no code of its own
        return QCoreApplication.translate("Activity", "Refused")
    return code
