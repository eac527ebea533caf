"""Sentences for a terminal, in the person's language. Loads nothing until the first is said, for tools wait for commands
that say none.
"""

from __future__ import annotations

from collections.abc import Mapping

Catalogue = Mapping[str, Mapping[str, str]]
"""The translation of each text, by its context."""


def translate(context: str, text: str) -> str:
    """*text* in the person's language, its places not yet filled in. lupdate reads both words from the call; what is to be
    found here has a context that begins with "Cli".
    """
    return _speaker.catalogue().get(context, {}).get(text, text)


def speak_for(*, sandbox: bool) -> None:
    """Whose settings name the language: those of the sandbox, or of the app itself as long as nobody says."""
    _speaker.turn_to(sandbox=sandbox)


class _Speaker:
    def __init__(self) -> None:
        self._sandbox = False
        self._catalogue: Catalogue | None = None

    def turn_to(self, *, sandbox: bool) -> None:
        if sandbox != self._sandbox:
            self._sandbox, self._catalogue = sandbox, None

    def catalogue(self) -> Catalogue:
        """As one reads it the first time: a language that is chosen meanwhile is that of the next command."""
        if self._catalogue is None:
            self._catalogue = catalogue_of(_language(sandbox=self._sandbox))
        return self._catalogue


_speaker = _Speaker()


def _language(*, sandbox: bool) -> str:
    import os
    import sys

    from hourpass.adapters.settings_place import settings_path
    from hourpass.terminal.language import spoken

    streams = (sys.stdout, sys.stderr)
    return spoken(os.environ, settings_path(sandbox), [stream.encoding for stream in streams if stream is not None])


def catalogue_of(language: str) -> Catalogue:
    """What installer/_translations.py made of *language*; nothing, which means English, where it has not been made."""
    if language == "en":
        return {}
    from json import loads

    from hourpass.adapters.resources import resource_path

    try:
        catalogue: Catalogue = loads(resource_path("translations", f"cli_{language}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return catalogue
