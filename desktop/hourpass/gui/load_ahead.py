"""Modules that the window needs behind its first paint, loaded one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_MODULES: tuple[str, ...] = ()


def load_ahead() -> Iterator[None]:
    """Load them, with a pause for the event loop after each."""
    for name in _MODULES:
        import_module(name)
        yield
