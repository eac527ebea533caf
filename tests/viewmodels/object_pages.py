"""Pages of objects for tests."""

from __future__ import annotations

from hourpass.services.ports import ObjectPage


def page(*names: str, folders: tuple[str, ...] = (), size: int = 1, more: str = "") -> ObjectPage:
    """Objects called *names*, each a byte longer and a second younger than the one before."""
    count = len(names)
    return ObjectPage(
        list(folders),
        list(names),
        [size + number for number in range(count)],
        [1000 * number for number in range(count)],
        ["STANDARD"] * count,
        more,
    )
