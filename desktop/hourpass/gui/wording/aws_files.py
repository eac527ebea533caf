"""What to say of failures with the AWS config and credentials files."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

AWS_FILES: dict[Reason, Sentences] = {
    Reason.FILE_CHANGED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{path} was changed in the meantime."),
            QT_TRANSLATE_NOOP("Problems", "The file was changed in the meantime."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "An editor or another tool has written to it since Hourpass last read it. Hourpass has not touched it.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Review the change again, then make it."),
    ),
    Reason.SECTION_TAKEN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{path} already has a section for {section}."),
            QT_TRANSLATE_NOOP("Problems", "The file already has a section of that name."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "Hourpass did not write it for this profile, so it leaves it alone. With two sections of the same name, the AWS CLI could not read the file.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Choose another name, or remove that section in a text editor."),
    ),
    Reason.SECTION_UNFIT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Not every tool can use {section} as a profile's name."),
            QT_TRANSLATE_NOOP("Problems", "Not every tool can use this as a profile's name."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "It is too long, already means something else, or contains spaces, letters other than a to z or symbols that some AWS SDKs do not read.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Choose a name of at most 64 letters, digits, hyphens, underscores and full stops."
        ),
    ),
    Reason.MARKERS_DAMAGED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The section that Hourpass wrote to {path} was changed by hand."),
            QT_TRANSLATE_NOOP("Problems", "The section that Hourpass wrote was changed by hand."),
        ),
        why=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "One of the two comment lines around it is missing; the other is line {line}. So Hourpass cannot tell which part is its own.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "One of the two comment lines around it is missing. So Hourpass cannot tell which part is its own.",
            ),
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "In a text editor, remove that section and the lines that mention Hourpass, then try again."
        ),
    ),
    Reason.HELPER_PATH_UNFIT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Not every tool could start {helper}."),
            QT_TRANSLATE_NOOP("Problems", "Not every tool could start Hourpass from where it is installed."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "Its path has a space or another character that means something to a shell, and some AWS SDKs drop the quotes that would help.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Install Hourpass in a folder without such characters in its path, then try again."
        ),
    ),
}
