"""How a command ends without what it was asked for."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 (it is an answer, not a fault)
    """The exit *status*, and one line for standard error that says why and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message
