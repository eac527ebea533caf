"""What to say when the AWS console cannot be opened signed in."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

CONSOLE_ANSWERS: dict[Reason, Sentences] = {
    Reason.CONSOLE_NEEDS_ROLE: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "A session token does not open the AWS console."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "AWS signs you in to the console only with a role's credentials, not with a user's."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Use a profile that assumes a role, or sign in to the console with your user name and password."
        ),
        line=QT_TRANSLATE_NOOP(
            "Problems", "A session token does not open the AWS console: AWS accepts only a role's credentials."
        ),
    ),
    Reason.CONSOLE_DURATION_REFUSED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow a console session of {asked_span}."),
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow a console session that long."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "A console session lasts 15 minutes to 12 hours; with credentials from an MFA session, it lasts as long as they do.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Get new credentials and try again."),
    ),
    Reason.CONSOLE_PARTITION_UNKNOWN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Hourpass does not know the console of the partition {partition}."),
            QT_TRANSLATE_NOOP("Problems", "Hourpass does not know the console of this partition."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "It opens only the consoles of AWS, AWS in China and AWS GovCloud (US)."),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Sign in to the console in your browser, the way your organisation does. The credentials are fine.",
        ),
    ),
    Reason.ENDPOINT_INSECURE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The connection to {endpoint} would not be encrypted."),
            QT_TRANSLATE_NOOP("Problems", "The connection would not be encrypted."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Opening the console sends the credentials themselves. This time, nothing was sent."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Set AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL to an https address, or to one on this computer.",
        ),
    ),
}
