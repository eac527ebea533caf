"""Administrators in words: where credentials come from, whose they are, what keeps typed keys from being tried."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain import arns
from hourpass.domain.profile_flaws import Field, Flaw
from hourpass.gui.wording.flaws import field_flaw
from hourpass.services.preflight import Checked
from hourpass.services.setup_ports import AdminKind
from hourpass.viewmodels.admin_choice import Choice, ChoiceKind, KeyFlaw


def choice_text(choice: Choice) -> str:
    """*choice* as a line of the list: a profile's name as it is, and what kind of credentials it has."""
    if choice.kind is ChoiceKind.ENVIRONMENT:
        return QCoreApplication.translate("Administrators", "Keys in this shell's environment")
    if choice.profile is None:
        return QCoreApplication.translate("Administrators", "Type access keys…")
    return QCoreApplication.translate("Administrators", "{0} ({1})").format(
        choice.profile.name, kind_text(choice.profile.kind)
    )


def kind_text(kind: AdminKind) -> str:
    """What a profile's credentials come from."""
    match kind:
        case AdminKind.KEYS:
            return QCoreApplication.translate("Administrators", "access keys")
        case AdminKind.ROLE:
            return QCoreApplication.translate("Administrators", "role")
        case AdminKind.SSO:
            return QCoreApplication.translate("Administrators", "IAM Identity Center")
        case AdminKind.PROCESS:
            return QCoreApplication.translate("Administrators", "external program")
        case AdminKind.OTHER:
            return QCoreApplication.translate("Administrators", "AWS config file")


def identity_text(checked: Checked) -> str:
    """Whose credentials they are: "admin in 111122223333 (acme)"."""
    account = checked.identity.account
    if checked.alias:
        account = QCoreApplication.translate("Administrators", "{0} ({1})").format(account, checked.alias)
    arn = arns.parse(checked.identity.arn)
    if arn is None:
        return QCoreApplication.translate("Administrators", "{0} in {1}").format(checked.identity.arn, account)
    kind, *parts = arn.resource.split("/")
    if kind == "assumed-role" and len(parts) == 2:
        return QCoreApplication.translate("Administrators", "Role {0} (session {1}) in {2}").format(*parts, account)
    return QCoreApplication.translate("Administrators", "{0} in {1}").format(arn.name, account)


def key_flaw_text(flaw: KeyFlaw) -> str:
    """What belongs into a field of typed keys."""
    match flaw:
        case KeyFlaw.MISSING:
            return QCoreApplication.translate("Administrators", "Fill this in.")
        case KeyFlaw.SPACES_INSIDE:
            return QCoreApplication.translate("Administrators", "It contains a space or line break. Copy it again.")
        case KeyFlaw.NOT_A_KEY_ID:
            return field_flaw(Field.ACCESS_KEY_ID, Flaw.NOT_A_KEY_ID)
        case KeyFlaw.TOKEN_NEEDED:
            return QCoreApplication.translate(
                "Administrators", "ASIA keys are temporary: AWS needs their session token too."
            )
        case KeyFlaw.TOKEN_STRANGE:
            return QCoreApplication.translate("Administrators", "AKIA keys have no session token. Leave this empty.")


def quota_text(name: str) -> str:
    """That a quota is used up, by AWS's name of it, and what helps."""
    match name:
        case "Users":
            return QCoreApplication.translate(
                "Administrators",
                "The account has reached its limit of users. Use an existing one, or request a higher quota.",
            )
        case "Roles":
            return QCoreApplication.translate(
                "Administrators",
                "The account has reached its limit of roles. Use an existing one, or choose a session instead.",
            )
        case "Policies":
            return QCoreApplication.translate(
                "Administrators",
                "The account has reached its limit of policies. Choose a session, or request a higher quota.",
            )
        case _:
            return QCoreApplication.translate("Administrators", "The account's quota of {0} is used up.").format(name)
