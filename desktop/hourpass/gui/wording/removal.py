"""What is removed from AWS in words, and what others have to do where theirs is in the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from hourpass.domain.problem import Reason
from hourpass.gui.wording import problems
from hourpass.gui.wording.joining import listed, sentences
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP
from hourpass.services.removal_list import ItemCondition, ItemKind, Obstacle, ObstacleKind
from hourpass.viewmodels.removal_view import Place, RemovalRow, RemovalView

_TITLES: dict[ItemKind, str] = {
    ItemKind.ACCESS_KEY: QT_TRANSLATE_NOOP("Removal", "Access key {0}"),
    ItemKind.DEVICE: QT_TRANSLATE_NOOP("Removal", "MFA device {0}"),
    ItemKind.USER_POLICY: QT_TRANSLATE_NOOP("Removal", "Inline policy {0} of the user"),
    ItemKind.ROLE_POLICY: QT_TRANSLATE_NOOP("Removal", "Permissions of the role {0}"),
    ItemKind.POLICY: QT_TRANSLATE_NOOP("Removal", "Policy {0}"),
    ItemKind.ROLE: QT_TRANSLATE_NOOP("Removal", "Role {0}"),
    ItemKind.USER: QT_TRANSLATE_NOOP("Removal", "User {0}"),
}
_STATES: dict[ItemCondition, str] = {
    ItemCondition.WAITING: QT_TRANSLATE_NOOP("Removal", "will be deleted"),
    ItemCondition.REMOVING: QT_TRANSLATE_NOOP("Removal", "being deleted"),
    ItemCondition.RETRYING: QT_TRANSLATE_NOOP("Removal", "being deleted"),
    ItemCondition.GONE: QT_TRANSLATE_NOOP("Removal", "gone"),
    ItemCondition.LEFT: QT_TRANSLATE_NOOP("Removal", "left"),
}
# {0} is ours, {1} theirs.
_OBSTACLES: dict[ObstacleKind, str] = {
    ObstacleKind.USER_GROUP: QT_TRANSLATE_NOOP(
        "Removal", "The user “{0}” is in the group “{1}”. Remove it from the group."
    ),
    ObstacleKind.USER_ATTACHED_POLICY: QT_TRANSLATE_NOOP(
        "Removal", "The policy “{1}” is attached to the user “{0}”. Detach it."
    ),
    ObstacleKind.USER_INLINE_POLICY: QT_TRANSLATE_NOOP(
        "Removal", "The user “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it."
    ),
    ObstacleKind.USER_PASSWORD: QT_TRANSLATE_NOOP(
        "Removal", "The user “{0}” can sign in to the console. Remove its console access."
    ),
    ObstacleKind.ROLE_ATTACHED_POLICY: QT_TRANSLATE_NOOP(
        "Removal", "The policy “{1}” is attached to the role “{0}”. Detach it."
    ),
    ObstacleKind.ROLE_INLINE_POLICY: QT_TRANSLATE_NOOP(
        "Removal", "The role “{0}” has an inline policy “{1}” created by someone else. Delete it if nobody needs it."
    ),
    ObstacleKind.ROLE_INSTANCE_PROFILE: QT_TRANSLATE_NOOP(
        "Removal", "The role “{0}” is in the instance profile “{1}”. Remove it from there."
    ),
    ObstacleKind.POLICY_IN_USE: QT_TRANSLATE_NOOP(
        "Removal", "The policy “{0}” is attached elsewhere too ({1}). Detach it there."
    ),
}
_WAITS: dict[Reason, str] = {
    Reason.DELETE_CONFLICT: QT_TRANSLATE_NOOP("Removal", "AWS still sees something attached to it"),
    Reason.CHANGING_NOW: QT_TRANSLATE_NOOP("Removal", "AWS is still busy with an earlier change"),
    Reason.THROTTLED: QT_TRANSLATE_NOOP("Removal", "AWS is limiting requests"),
    Reason.SERVICE_FAULT: QT_TRANSLATE_NOOP("Removal", "AWS had an internal error"),
}
# {0} is the account that it is about.
_ABOUT: dict[Place, str] = {
    Place.NOTHING: QT_TRANSLATE_NOOP(
        "Removal", "Nothing that Hourpass created for this user was found in account {0}."
    ),
}
_ONLY_HERE = QT_TRANSLATE_NOOP("Removal", "Everything is gone from AWS, but some of it is still on this computer.")
_ELSE = QT_TRANSLATE_NOOP("Removal", "Account {0}")


def heading(view: RemovalView) -> str:
    """What the dialog does or has done, by what goes: the user itself may stay."""
    translate = QCoreApplication.translate
    if view.place is Place.GONE and view.undoes_setup:
        return translate("Removal", "The setup of “{0}” is undone").format(view.user_name)
    if view.place is Place.GONE:
        return translate("Removal", "What Hourpass set up for “{0}” is removed").format(view.user_name)
    if view.place is Place.LEFT and view.left:
        return (
            translate("Removal", "Not everything could be undone")
            if view.undoes_setup
            else translate("Removal", "Not everything could be removed")
        )
    if view.undoes_setup:
        return translate("Removal", "Undo the setup of “{0}”").format(view.user_name)
    return translate("Removal", "Remove what Hourpass set up for “{0}”").format(view.user_name)


def about(view: RemovalView) -> str:
    """What the dialog is about, as far as it is."""
    match view.place:
        case Place.ADMIN:
            return _before_looking(view)
        case Place.ROLE_ADMIN:
            return _before_role(view)
        case Place.CONFIRM:
            return _before_deleting(view)
        case Place.LEFT if not view.left:
            return QCoreApplication.translate("Removal", _ONLY_HERE)
        case place:
            return QCoreApplication.translate("Removal", _ABOUT.get(place, _ELSE)).format(view.account)


def _before_looking(view: RemovalView) -> str:
    translate = QCoreApplication.translate
    if view.undoes_setup:
        what = translate("Removal", "Deletes what the setup has created in account {0} so far, and nothing else.")
    else:
        what = translate("Removal", "Deletes what Hourpass created for this user in account {0}, and nothing else.")
    if view.keeps_user:
        stays = translate("Removal", "The user existed before Hourpass and stays.")
    elif view.keeps_user is None:
        stays = translate("Removal", "A user that existed before Hourpass stays.")
    else:
        stays = ""
    means = translate(
        "Removal",
        "This takes an administrator's credentials, just this once; they are not stored. First you see what will be deleted.",
    )
    return sentences(what.format(view.account), stays, means)


def _before_role(view: RemovalView) -> str:
    translate = QCoreApplication.translate
    what = translate(
        "Removal", "The role is in another account, {0}. Deleting it takes an administrator of that account."
    )
    left = translate("Removal", "A role left behind is of no use to anyone once the user is gone.")
    return sentences(what.format(view.role_account), "" if view.keeps_user else left)


def _before_deleting(view: RemovalView) -> str:
    translate = QCoreApplication.translate
    if len(view.accounts) > 1:
        what = translate("Removal", "This will be permanently deleted from accounts {0} and {1}.").format(
            *view.accounts
        )
    else:
        what = translate("Removal", "This will be permanently deleted from account {0}.").format(
            *(view.accounts or (view.account,))
        )
    stays = (
        translate("Removal", "The user existed before Hourpass and stays, with everything others gave it.")
        if view.keeps_user
        else ""
    )
    key = translate("Removal", "The access key is deleted from the keyring.") if view.drops_key else ""
    return sentences(what, stays, _profiles_that_go(view.profiles), key)


def _profiles_that_go(names: tuple[str, ...]) -> str:
    translate = QCoreApplication.translate
    if not names:
        return ""
    quoted = [translate("Removal", "“{0}”", "a name").format(name) for name in names]
    if len(quoted) == 1:
        return translate("Removal", "The profile {0} uses it and is removed from Hourpass.").format(quoted[0])
    return translate("Removal", "The profiles {0} use it and are removed from Hourpass.").format(listed(quoted))


def item_title(row: RemovalRow) -> str:
    """What the thing is."""
    return QCoreApplication.translate("Removal", _TITLES[row.item.kind]).format(row.item.name)


def item_detail(row: RemovalRow, holding: Sequence[Obstacle] = ()) -> str:
    """The call that deletes it and its ARN; or why it is still there, which is what is *holding* it where that is known."""
    translate, item = QCoreApplication.translate, row.item
    action = item.calls[-1].action
    match row.condition:
        case ItemCondition.RETRYING:
            reason = row.problem.reason if row.problem else None
            why = _WAITS.get(reason, "") if reason else ""
            said = translate("Removal", why) if why else translate("Removal", "AWS could not be reached")
            return translate("Removal", "{0} · {1}, trying again").format(action, said)
        case ItemCondition.LEFT if row.problem is not None:
            if holding:  # whose words fill the line
                return sentences(*map(obstacle_text, holding))
            return translate("Removal", "{0} · {1}", "a call, what went wrong").format(
                action, problems.line(row.problem)
            )
        case ItemCondition.LEFT:
            return translate("Removal", "Not deleted yet")
    return translate("Removal", "{0} · {1}", "a call, an ARN").format(action, item.arn) if item.arn else action


def item_state(row: RemovalRow) -> str:
    """How it stands with it, for those who cannot see the mark."""
    return QCoreApplication.translate("Removal", _STATES[row.condition])


def obstacle_text(obstacle: Obstacle) -> str:
    """What is in the way, and what to do about it."""
    return QCoreApplication.translate("Removal", _OBSTACLES[obstacle.kind]).format(obstacle.owner, obstacle.name)
