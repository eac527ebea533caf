"""Long secrets in keyrings of short items: parts first, then one item that names them, so half a secret is never read.

Two sets of parts take turns. A new secret goes to the set that is not in use, and only the naming item, written last,
makes it the one that counts; an interrupted write leaves the earlier secret readable and is overwritten by the next.
"""

from __future__ import annotations

import hashlib
from typing import Protocol

_MARK = "hourpass-parts:1:"
_SETS = ("a", "b")


class Items(Protocol):
    """The keyring, an item at a time."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, text: str) -> None: ...

    def delete(self, name: str) -> None: ...


class Incomplete(Exception):  # noqa: N818 (says what the secret is)
    """The parts found do not make up the secret that was written."""


def read(items: Items, name: str) -> str | None:
    """The secret called *name*, put together, or None. Incomplete if parts are missing or of another secret."""
    naming = items.get(name)
    if naming is None or not naming.startswith(_MARK):
        return naming
    chosen, count, digest = _take_apart(naming)
    parts = [items.get(_part(name, chosen, number)) for number in range(count)]
    whole = "".join(part for part in parts if part is not None)
    if None in parts or _digest(whole) != digest:
        raise Incomplete
    return whole


def write(items: Items, name: str, secret: str, longest: int | None) -> None:
    """Keep *secret* as *name* in items of at most *longest* characters."""
    used = _set_in_use(items.get(name))
    if not secret.startswith(_MARK) and (longest is None or _length(secret) <= longest):
        items.put(name, secret)
    else:
        free = _SETS[0] if used == _SETS[1] else _SETS[1]
        pieces = _split(secret, longest or len(secret))
        for number, piece in enumerate(pieces):
            items.put(_part(name, free, number), piece)
        items.put(name, f"{_MARK}{free}:{len(pieces)}:{_digest(secret)}")
    if used:
        _erase_parts(items, name, used)


def erase(items: Items, name: str, longest: int | None) -> None:
    """Forget *name* and every part of it, those of an interrupted write too."""
    in_parts = longest is not None or _set_in_use(items.get(name))
    items.delete(name)
    if in_parts:
        for one in _SETS:
            _erase_parts(items, name, one)


def _set_in_use(naming: str | None) -> str:
    return naming.removeprefix(_MARK)[:1] if naming and naming.startswith(_MARK) else ""


def _erase_parts(items: Items, name: str, one: str) -> None:
    count = 0
    while items.get(_part(name, one, count)) is not None:
        count += 1
    # Last first: what an interruption leaves is still found from the first on.
    for number in reversed(range(count)):
        items.delete(_part(name, one, number))


def _part(name: str, one: str, number: int) -> str:
    return f"{name}#{one}{number}"


def _take_apart(naming: str) -> tuple[str, int, str]:
    try:
        chosen, count, digest = naming.removeprefix(_MARK).split(":")
        return chosen, int(count), digest
    except ValueError as error:
        raise Incomplete from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _length(text: str) -> int:
    """In UTF-16 units, as Windows counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _split(text: str, longest: int) -> list[str]:
    """Pieces of at most *longest* UTF-16 units: half as many characters when not all of them are single units."""
    step = longest if _length(text) == len(text) else max(longest // 2, 1)
    return [text[start : start + step] for start in range(0, len(text), step)]
