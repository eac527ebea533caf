"""argparse, in the person's language and in the columns of a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from hourpass.domain.texts import QT_TRANSLATE_NOOP
from hourpass.terminal.translating import translate

OWN_HELP = (
    QT_TRANSLATE_NOOP("CliHelp", "positional arguments"),
    QT_TRANSLATE_NOOP("CliHelp", "options"),
    QT_TRANSLATE_NOOP("CliHelp", "show this help message and exit"),
    QT_TRANSLATE_NOOP("CliHelp", "show program's version number and exit"),
)
"""What argparse says in a help that is made by :class:`CommandLine`."""
OWN_WORDS = (
    QT_TRANSLATE_NOOP("CliArgparse", "usage: "),
    QT_TRANSLATE_NOOP("CliArgparse", "argument %(argument_name)s: %(message)s"),
    QT_TRANSLATE_NOOP("CliArgparse", "unrecognized arguments: %s"),
    QT_TRANSLATE_NOOP("CliArgparse", "the following arguments are required: %s"),
    QT_TRANSLATE_NOOP("CliArgparse", "expected one argument"),
    QT_TRANSLATE_NOOP("CliArgparse", "invalid choice: %(value)r (choose from %(choices)s)"),
    QT_TRANSLATE_NOOP("CliArgparse", "ignored explicit argument %r"),
    QT_TRANSLATE_NOOP("CliArgparse", "ambiguous option: %(option)s could match %(matches)s"),
)
"""What it says beside that, where our options are used or misused."""


class CommandLine(argparse.ArgumentParser):
    """Says what is wrong in one line: scripts show it. Descriptions and helps are marked for the context "CliHelp", and
    translated when they are shown: most commands are started by tools, which read none.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **options})

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        with _own_words_translated():
            return super().parse_args(args, namespace)

    def format_help(self) -> str:
        if self.description:
            self.description = translate("CliHelp", self.description)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


@contextmanager
def _own_words_translated() -> Iterator[None]:
    """Argparse asks gettext for its words, by this name. Of a Python that does without it, they are English."""
    names = vars(argparse)
    before = names.get("_")
    names["_"] = lambda text: translate("CliArgparse", text)
    try:
        yield
    finally:
        names["_"] = before


class _Help(argparse.HelpFormatter):
    """The help of a parser. argparse counts characters, which is right for English alone."""

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and translate("CliHelp", heading))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and translate("CliHelp", action.help)

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        said = translate("CliArgparse", "usage: ") if prefix is None else prefix
        if said.isascii():
            return super()._format_usage(usage, actions, groups, said)
        from hourpass.terminal.columns import width  # here for speed, as below

        stand_in = "\0" * width(said)
        return super()._format_usage(usage, actions, groups, stand_in).replace(stand_in, said, 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        if text.isascii():
            return super()._split_lines(text, width)
        from hourpass.terminal.columns import wrapped

        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.isascii():
            return super()._fill_text(text, width, indent)
        from hourpass.terminal.columns import wrapped

        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))
