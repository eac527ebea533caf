"""What to say when the AWS console cannot be opened signed in."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

CONSOLE_ANSWERS: dict[Reason, Sentences] = {
    Reason.CONSOLE_NEEDS_ROLE: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "A session token does not open the AWS console."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "AWS signs in to the console with the credentials of a role only, not with those of a user."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Use a profile that assumes a role, or sign in to the console with your user name and password."
        ),
        line=QT_TRANSLATE_NOOP(
            "Problems", "A session token does not open the AWS console: AWS takes credentials of a role only."
        ),
    ),
    Reason.CONSOLE_DURATION_REFUSED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS gives no console session of {asked_span}."),
            QT_TRANSLATE_NOOP("Problems", "AWS gives no console session that long."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "A console session lasts 15 minutes to 12 hours, and as long as its credentials where these were got through an MFA session.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Get new credentials and try again."),
    ),
    Reason.CONSOLE_PARTITION_UNKNOWN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Hourpass does not know the console of the partition {partition}."),
            QT_TRANSLATE_NOOP("Problems", "Hourpass does not know the console of this partition."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It opens the consoles of AWS, of AWS in China and of AWS GovCloud (US), and no other."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Sign in to the console in the browser, as your organization does. The credentials are good."
        ),
    ),
    Reason.ENDPOINT_INSECURE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The connection to {endpoint} would not be encrypted."),
            QT_TRANSLATE_NOOP("Problems", "The connection would not be encrypted."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "To open the console, the credentials themselves are sent. Nothing was sent this time."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Set AWS_ENDPOINT_URL_SIGNIN or AWS_ENDPOINT_URL to an address with https, or to one of this computer.",
        ),
    ),
}
