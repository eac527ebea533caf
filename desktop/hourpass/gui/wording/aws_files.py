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
            "Problems", "An editor or another tool wrote to it since Hourpass looked. Hourpass has left it as it is."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Look at the change again and then make it."),
    ),
    Reason.SECTION_TAKEN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "{path} has a section for {section} already."),
            QT_TRANSLATE_NOOP("Problems", "The file has a section of that name already."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "Hourpass did not write it for this profile, so it does not touch it. Two sections of one name would keep the AWS CLI from reading the file.",
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
            "It is too long, or has spaces, letters beyond a to z or signs that some AWS SDKs pass over, or stands for something else.",
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
                "One of the two comment lines round it is missing; the other one is line {line}. So Hourpass cannot tell what is its own.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "One of the two comment lines round it is missing. So Hourpass cannot tell what is its own.",
            ),
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Remove that section and the lines that name Hourpass in a text editor, then try again."
        ),
    ),
    Reason.HELPER_PATH_UNFIT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Not every tool could start {helper}."),
            QT_TRANSLATE_NOOP("Problems", "Not every tool could start Hourpass where it is installed."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "It has a space or another sign with a meaning for a shell, and some AWS SDKs drop the quotes that would help.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Install Hourpass in a folder without such signs in its path, then try again."
        ),
    ),
}
