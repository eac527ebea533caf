"""The two ways of setting MFA access up, and what a code may open, each in a sentence with its consequences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hourpass.domain.setup import Mode, Permission


def mode_title(mode: Mode) -> str:
    """*mode* as a choice."""
    if mode is Mode.ROLE:
        return QCoreApplication.translate("Permissions", "A role (recommended)")
    return QCoreApplication.translate("Permissions", "The user itself, for a session")


def mode_text(mode: Mode) -> str:
    """What *mode* makes, and what follows from it."""
    if mode is Mode.ROLE:
        return QCoreApplication.translate(
            "Permissions",
            "The user may do nothing but assume a role that requires MFA. A stolen access key opens nothing without a code, and a session ends within hours.",
        )
    return QCoreApplication.translate(
        "Permissions",
        "The user holds the permissions itself, but only with MFA. There is no role to look after, and one code is good for up to 36 hours; a permission added later without that condition is open to the bare key.",
    )


def permission_title(permission: Permission) -> str:
    """*permission* as a choice."""
    match permission:
        case Permission.LIST_BUCKETS:
            return QCoreApplication.translate("Permissions", "List buckets")
        case Permission.LIST_OBJECTS:
            return QCoreApplication.translate("Permissions", "List buckets and objects")
        case Permission.READ_OBJECTS:
            return QCoreApplication.translate("Permissions", "List and read everything")


def permission_text(permission: Permission) -> str:
    """What may be done in S3 with *permission*."""
    match permission:
        case Permission.LIST_BUCKETS:
            return QCoreApplication.translate(
                "Permissions", "Sees the names of all buckets in the account, and nothing of what is in them."
            )
        case Permission.LIST_OBJECTS:
            return QCoreApplication.translate(
                "Permissions", "Sees all buckets and the names, sizes and dates of the objects in them, but opens none."
            )
        case Permission.READ_OBJECTS:
            return QCoreApplication.translate(
                "Permissions", "Sees all buckets and can download every object in them; changes and deletes nothing."
            )
