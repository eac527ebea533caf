"""Sentences one behind the other, and names in a list: each language has its own way of setting them apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QCoreApplication


def sentences(*told: str) -> str:
    """Those of *told* that say anything, one behind the other."""
    return _joined(QCoreApplication.translate("Joining", "{0} {1}", "a sentence and the next one"), told)


def listed(names: Iterable[str]) -> str:
    """*names* with what stands between them in a list."""
    return _joined(QCoreApplication.translate("Joining", "{0}, {1}", "a name in a list and the next one"), names)


def _joined(pair: str, parts: Iterable[str]) -> str:
    said = [part for part in parts if part]
    return reduce(pair.format, said) if said else ""
