"""What an empty field shows: what could stand there, said to be an example, for an ARN would look like a value."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

DEVICE = "arn:aws:iam::111122223333:mfa/phone"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"


def such_as(example: str) -> str:
    """*example*, called one."""
    return QCoreApplication.translate("Examples", "such as {0}").format(example)
