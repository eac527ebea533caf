"""What to say of profiles in other tools: what wins over a section, what is wrong with its name, whose shell it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from hourpass.domain.aws_entry import EntryFlaw
from hourpass.domain.aws_shadows import Shadow, Shadowing
from hourpass.domain.variables import Shell
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Variants, fitting
from hourpass.viewmodels.config_view import short_path

_SHADOWS: Mapping[Shadowing, Variants] = {
    Shadowing.KEYS_IN_CREDENTIALS_FILE: QT_TRANSLATE_NOOP(
        "Elsewhere",
        "{path} has keys under the same name in line {line}, and tools use those instead. Remove them there.",
    ),
    Shadowing.SOURCE_IN_CREDENTIALS_FILE: QT_TRANSLATE_NOOP(
        "Elsewhere", "{path} has {option} under the same name in line {line}, which tools may use instead."
    ),
    Shadowing.SECTION_IN_CONFIG_FILE: QT_TRANSLATE_NOOP(
        "Elsewhere", "{path} already has a section of that name in line {line}. Choose another name."
    ),
    Shadowing.FILE_UNREADABLE: (
        QT_TRANSLATE_NOOP(
            "Elsewhere", "The AWS CLI cannot read {path}: it stops at line {line}. Fix that in a text editor first."
        ),
        QT_TRANSLATE_NOOP("Elsewhere", "The AWS CLI cannot read {path}. Fix it in a text editor first."),
    ),
    Shadowing.BYTE_ORDER_MARK: QT_TRANSLATE_NOOP(
        "Elsewhere",
        "The AWS CLI cannot read {path}: it begins with a byte order mark. Save it as UTF-8 without one in a text editor first.",
    ),
    Shadowing.NOT_UTF8: QT_TRANSLATE_NOOP(
        "Elsewhere",
        "The AWS CLI cannot read {path}: line {line} is not UTF-8. Save it as UTF-8 in a text editor first.",
    ),
    Shadowing.KEYS_IN_ENVIRONMENT: QT_TRANSLATE_NOOP(
        "Elsewhere",
        "{variable} is set where Hourpass was started: tools started there use it unless you name a profile.",
    ),
    Shadowing.PROFILE_IN_ENVIRONMENT: QT_TRANSLATE_NOOP(
        "Elsewhere", "{variable} is set to {value} where Hourpass was started, so tools there use that profile."
    ),
}
_FLAWS: Mapping[EntryFlaw, str] = {
    EntryFlaw.SECTION_MISSING: QT_TRANSLATE_NOOP("Elsewhere", "Type a name for it."),
    EntryFlaw.SECTION_TOO_LONG: QT_TRANSLATE_NOOP("Elsewhere", "64 characters at most."),
    EntryFlaw.SECTION_CHARACTERS: QT_TRANSLATE_NOOP(
        "Elsewhere",
        "Use only letters, digits and . _ - + @ / % : because some tools ignore anything else, even spaces.",
    ),
    EntryFlaw.SECTION_RESERVED: QT_TRANSLATE_NOOP("Elsewhere", "That name means something else to tools."),
}


def shadow(found: Shadow) -> str:
    """What wins over the section, or keeps tools from it."""
    facts = {**found.facts, "path": short_path(found.facts.get("path", ""))}
    return fitting("Elsewhere", _SHADOWS[found.meaning], facts)


def section_flaw(flaw: EntryFlaw) -> str:
    """What is wrong with the name of a section."""
    return QCoreApplication.translate("Elsewhere", _FLAWS[flaw])


def shell_name(shell: Shell) -> str:
    """What people call it."""
    names = {
        Shell.BASH: "bash / zsh",
        Shell.FISH: "fish",
        Shell.POWERSHELL: "PowerShell",
        Shell.CMD: "cmd",
        Shell.DOTENV: QCoreApplication.translate("Elsewhere", ".env file"),
    }
    return names.get(shell, shell.value)
