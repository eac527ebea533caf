"""The change of a long-term key in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from hourpass.gui.wording import access_keys, problems
from hourpass.gui.wording.joining import listed
from hourpass.gui.wording.progress import retrying
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.services.rotation_reports import RotationStep
from hourpass.services.setup_reports import StepCondition
from hourpass.services.user_keys import OwnKey
from hourpass.viewmodels.rotation_view import Course, Place, RotationRow, RotationView

_TITLES: dict[RotationStep, str] = {
    RotationStep.CREATE: QT_TRANSLATE_NOOP("Rotation", "Create a new access key and store it in the keyring"),
    RotationStep.AWAIT_NEW: QT_TRANSLATE_NOOP("Rotation", "Wait until AWS accepts the new key"),
    RotationStep.SWITCH: QT_TRANSLATE_NOOP("Rotation", "Switch the profiles to the new key"),
    RotationStep.DEACTIVATE: QT_TRANSLATE_NOOP("Rotation", "Deactivate the old key"),
    RotationStep.DELETE_OLD: QT_TRANSLATE_NOOP("Rotation", "Delete the old key"),
    RotationStep.REACTIVATE: QT_TRANSLATE_NOOP("Rotation", "Reactivate the old key"),
    RotationStep.AWAIT_OLD: QT_TRANSLATE_NOOP("Rotation", "Wait until AWS accepts the old key again"),
    RotationStep.SWITCH_BACK: QT_TRANSLATE_NOOP("Rotation", "Switch the profiles back to the old key"),
    RotationStep.DELETE_NEW: QT_TRANSLATE_NOOP("Rotation", "Delete the new key"),
}
_ABOUT: dict[Place, str] = {
    Place.KEPT: QT_TRANSLATE_NOOP(
        "Rotation",
        "Your profiles already use it; no MFA code was needed. The old key is inactive: AWS refuses it, but nothing is lost. If another program still needs it, undo the change; once nothing does, delete it.",
    ),
    Place.DONE: QT_TRANSLATE_NOOP("Rotation", "The user's access keys now:"),
}
_STATES: dict[StepCondition, str] = {
    StepCondition.WAITING: QT_TRANSLATE_NOOP("Rotation", "waiting"),
    StepCondition.RUNNING: QT_TRANSLATE_NOOP("Rotation", "in progress"),
    StepCondition.RETRYING: QT_TRANSLATE_NOOP("Rotation", "in progress"),
    StepCondition.DONE: QT_TRANSLATE_NOOP("Rotation", "done"),
    StepCondition.FAILED: QT_TRANSLATE_NOOP("Rotation", "failed"),
}
_ACTIONS: dict[RotationStep, str] = {
    RotationStep.CREATE: "iam:CreateAccessKey",
    RotationStep.AWAIT_NEW: "sts:GetCallerIdentity",
    RotationStep.DEACTIVATE: "iam:UpdateAccessKey",
    RotationStep.DELETE_OLD: "iam:DeleteAccessKey",
    RotationStep.REACTIVATE: "iam:UpdateAccessKey",
    RotationStep.AWAIT_OLD: "sts:GetCallerIdentity",
    RotationStep.DELETE_NEW: "iam:DeleteAccessKey",
}
_OF_OLD = frozenset({RotationStep.DEACTIVATE, RotationStep.DELETE_OLD, RotationStep.REACTIVATE})


def heading(view: RotationView) -> str:
    """What the window is about."""
    if view.owner is None:
        return QCoreApplication.translate("Rotation", "Change the access key")
    return QCoreApplication.translate("Rotation", "Change the access key of {0}").format(view.owner.user_name)


def title(view: RotationView) -> str:
    """The title of the page."""
    match view.place:
        case Place.CONFIRM:
            return QCoreApplication.translate("Rotation", "Delete this key for good?")
        case Place.KEPT:
            return QCoreApplication.translate("Rotation", "The new key is in use")
        case Place.DONE:
            return _done(view.course)
        case Place.STOPPED:
            return _stopped(view.course)
        case Place.RUNNING:
            return _running(view.course)
        case _:
            return heading(view)


def about(view: RotationView) -> str:
    """What the page says below its title."""
    match view.place:
        case Place.WHO if view.owner is not None:
            account = QCoreApplication.translate("Rotation", "Account {0}").format(view.owner.account)
            return account if view.record else f"{_in_short()}\n{account}"
        case Place.KEYS:
            return _before(view)
        case Place.CONFIRM:
            return _confirmation(view)
        case Place.STOPPED:
            return _halfway(view.course)
        case place:
            text = _ABOUT.get(place, "")
            return QCoreApplication.translate("Rotation", text) if text else ""


def key_facts(key: OwnKey, now: datetime) -> str:
    """How old it is, and where it was last used, as far as that may be known."""
    facts = [access_keys.age(key.key.created_at, now)] if key.key.created_at else []
    if key.use_told:
        facts.append(access_keys.last_use(key.use, now))
    return " · ".join(facts)


def key_state(key: OwnKey, profile_name: str) -> str:
    """Who stands on it."""
    if not key.key.active:
        return QCoreApplication.translate("Rotation", "Inactive: AWS refuses it")
    others = listed(name for name in key.profiles if name != profile_name)
    if profile_name in key.profiles and others:
        return QCoreApplication.translate("Rotation", "Used by this profile, and by {0}").format(others)
    if profile_name in key.profiles:
        return QCoreApplication.translate("Rotation", "Used by this profile")
    if others:
        return QCoreApplication.translate("Rotation", "Used by {0}").format(others)
    return QCoreApplication.translate("Rotation", "No profile here uses it. Other programs may.")


def step_title(row: RotationRow) -> str:
    """What the step does."""
    return QCoreApplication.translate("Rotation", _TITLES[row.step])


def step_detail(row: RotationRow, view: RotationView) -> str:
    """The call, why it is sent again, or what went wrong."""
    report, action = row.report, _ACTIONS.get(row.step, "")
    match report.condition:
        case StepCondition.RETRYING:
            return retrying(action, report.tries, report.why)
        case StepCondition.FAILED if report.problem is not None:
            line = problems.line(report.problem)
            if not action:
                return line
            text = QCoreApplication.translate("Rotation", "{0} · {1}", "a call, what went wrong")
            return text.format(action, line)
    if not action:
        return QCoreApplication.translate("Rotation", "On this computer; current credentials stay valid")
    return " · ".join(part for part in (action, _subject(row, view)) if part)


def step_state(row: RotationRow) -> str:
    """The state in a word or two, for those who cannot see its mark."""
    return QCoreApplication.translate("Rotation", _STATES[row.report.condition])


def go_on(view: RotationView) -> str:
    """The button that goes on; empty where there is none."""
    match view.place:
        case Place.WHO:
            return QCoreApplication.translate("Rotation", "C&ontinue")
        case Place.KEYS:
            return QCoreApplication.translate("Rotation", "Change the &key")
        case Place.STOPPED:
            return _again() if view.problem is not None else QCoreApplication.translate("Rotation", "C&ontinue")
        case Place.KEPT:
            return QCoreApplication.translate("Rotation", "&Keep it inactive for now")
        case Place.DONE:
            return QCoreApplication.translate("Rotation", "C&lose")
        case _:
            return ""


def leave(view: RotationView) -> str:
    """The button that goes back, out, or stops; empty where another one does."""
    match view.place:
        case Place.RUNNING:
            return QCoreApplication.translate("Rotation", "&Stop")
        case Place.CONFIRM:
            return QCoreApplication.translate("Rotation", "&Back")
        case Place.WHO if view.keys is not None:
            return QCoreApplication.translate("Rotation", "&Back")
        case Place.WHO | Place.KEYS | Place.STOPPED:
            return QCoreApplication.translate("Rotation", "C&lose")
        case _:
            return ""


def _in_short() -> str:
    return QCoreApplication.translate("Rotation", "Creates a second key, tests it, then retires the old one.")


def _again() -> str:
    return QCoreApplication.translate("Rotation", "&Try again")


def _before(view: RotationView) -> str:
    if view.may_change:
        return QCoreApplication.translate(
            "Rotation",
            "A new key is created and goes straight into the keyring. Once AWS accepts it, every profile with the old key switches to the new one, and the old key is deactivated. It is deleted only when you say so, and until then you can undo everything.",
        )
    if view.keys is not None and view.keys.full:
        return QCoreApplication.translate(
            "Rotation",
            "A user can have at most two access keys, including inactive ones. Delete one to make room for a new one. A key that a profile here uses cannot be deleted.",
        )
    return QCoreApplication.translate(
        "Rotation", "AWS does not have this profile's key any more. Give the profile another one under Edit profile."
    )


def _confirmation(view: RotationView) -> str:
    if view.deletes_old:
        return QCoreApplication.translate(
            "Rotation",
            "A deleted key cannot be restored. It is removed from AWS and from the keyring, and the change becomes final.",
        )
    return QCoreApplication.translate(
        "Rotation",
        "A deleted key cannot be restored. Anything that uses it elsewhere, on a server or in another tool, stops working at once. AWS may report the last use a few hours late.",
    )


def _done(course: Course) -> str:
    if course is Course.TAKING_BACK:
        return QCoreApplication.translate("Rotation", "The old key is back")
    return QCoreApplication.translate("Rotation", "The old key is deleted")


def _stopped(course: Course) -> str:
    match course:
        case Course.CHANGING:
            return QCoreApplication.translate("Rotation", "The change is not finished")
        case Course.TAKING_BACK:
            return QCoreApplication.translate("Rotation", "The undo is not finished")
        case Course.DELETING:
            return QCoreApplication.translate("Rotation", "The old key is not fully deleted yet")


def _halfway(course: Course) -> str:
    match course:
        case Course.CHANGING:
            return QCoreApplication.translate(
                "Rotation", "Nothing is lost: you can continue where it stopped, or put everything back as it was."
            )
        case Course.TAKING_BACK:
            return QCoreApplication.translate("Rotation", "Nothing is lost: you can continue where it stopped.")
        case Course.DELETING:
            return QCoreApplication.translate(
                "Rotation", "The new key works. You can now delete what is left of the old one."
            )


def _running(course: Course) -> str:
    match course:
        case Course.CHANGING:
            return QCoreApplication.translate("Rotation", "Changing the access key")
        case Course.TAKING_BACK:
            return QCoreApplication.translate("Rotation", "Undoing the change")
        case Course.DELETING:
            return QCoreApplication.translate("Rotation", "Deleting the old key")


def _subject(row: RotationRow, view: RotationView) -> str:
    """The key that the call is about, once it has a name."""
    if row.report.made:
        return row.report.made
    if view.record is None:
        return ""
    return view.record.old_key_id if row.step in _OF_OLD else view.record.new_key_id
