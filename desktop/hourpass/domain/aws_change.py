"""A change to an AWS file that is worked out, shown, and only then made."""

from __future__ import annotations

from dataclasses import dataclass, field

from hourpass.domain.aws_diff import DiffLine, diff


@dataclass(frozen=True, slots=True)
class Change:
    """What *path* holds and what it is to hold instead; None is a file that is not there. Both may hold secrets."""

    path: str
    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it should be already."""
        return self.before == self.after

    def shown(self) -> tuple[DiffLine, ...]:
        """The change line by line, without the file's secrets."""
        return diff(self.before, self.after)
