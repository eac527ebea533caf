"""What leaves this computer when its counterpart at AWS is gone: keys, and the profiles that stood on them."""

from __future__ import annotations

from dataclasses import dataclass

from hourpass.domain.profile import Method, Profile
from hourpass.services.code_making import CodeMaking
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Gone:
    """What no longer exists at AWS."""

    access_key_ids: frozenset[str] = frozenset()
    role_arns: frozenset[str] = frozenset()
    serials: frozenset[str] = frozenset()

    def __or__(self, other: Gone) -> Gone:
        return Gone(
            self.access_key_ids | other.access_key_ids, self.role_arns | other.role_arns, self.serials | other.serials
        )

    def undoes(self, profile: Profile) -> bool:
        """Whether nothing can be got through *profile* any more. One that lost its device alone can be given another."""
        return (
            profile.access_key_id in self.access_key_ids
            or (profile.becomes_role and not self.role_arns.isdisjoint(_roles(profile)))
            or (profile.method is Method.SESSION and profile.device_serial in self.serials)
        )


def _roles(profile: Profile) -> set[str]:
    return {profile.role_arn, *(hop.role_arn for hop in profile.through)}


class LettingGo:
    """Every call blocks. Doing it twice is harmless, so that an interrupted one is simply done again."""

    def __init__(self, book: ProfileBook, sessions: Sessions, keys: KeyStore) -> None:
        self._book, self._sessions, self._keys = book, sessions, keys

    def standing_on(self, gone: Gone) -> tuple[Profile, ...]:
        """The profiles that would go along with it."""
        return tuple(profile for profile in self._book.profiles if gone.undoes(profile))

    def of(self, gone: Gone) -> tuple[str, ...]:
        """Let go of everything that stood on what is gone; the ids of the profiles that went."""
        undone = self.standing_on(gone)
        for profile in undone:
            self._sessions.forget(profile.id)
            self._book.remove(profile.id)
            CodeMaking(self._book, self._sessions.seeds).let_go(profile)
        # Only of keys that AWS knows no longer: the copy of a key that goes on may be the only one.
        for access_key_id in sorted(gone.access_key_ids):
            self._keys.drop(access_key_id)
        return tuple(profile.id for profile in undone)
