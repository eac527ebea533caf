"""Texts that are written down in one place and translated in another."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 (lupdate reads the context from the call)
    """*text* itself. Qt's own function of this name is known to lupdate just the same, but typed as any object."""
    return text
