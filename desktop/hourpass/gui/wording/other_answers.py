"""What to say of AWS's answers about keys, time and rights."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

OTHER_ANSWERS: dict[Reason, Sentences] = {
    Reason.EXPIRED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The credentials have expired."),
        why=QT_TRANSLATE_NOOP("Problems", "Temporary credentials end at the time that AWS set when it issued them."),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Get new ones: renew the profile, or get them again from where they came. You may be asked for a code.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "The credentials have expired. Get new ones to continue."),
    ),
    Reason.KEY_UNKNOWN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS does not know the access key {access_key_id}."),
            QT_TRANSLATE_NOOP("Problems", "AWS does not know this access key."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "It was mistyped, deactivated or deleted, belongs to another partition, or was created only seconds ago. A region that the account has not enabled gives the same answer.",
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "In IAM, under the user's Security credentials, check that {access_key_id} is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "In IAM, under the user's Security credentials, check that the key is listed and active, and that the region is enabled for the account. A new key may need a few more seconds.",
            ),
        ),
        line=(
            QT_TRANSLATE_NOOP(
                "Problems", "AWS does not know the access key {access_key_id}: mistyped, inactive or brand-new."
            ),
            QT_TRANSLATE_NOOP("Problems", "AWS does not know this access key: mistyped, inactive or brand-new."),
        ),
    ),
    Reason.SECRET_WRONG: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The secret access key does not belong to the access key ID."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "AWS knows the key ID, but the signature made with the secret does not match."
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Correct the secret access key of the profile “{keys_of}” in your AWS files, usually in ~/.aws/credentials. AWS shows a secret only once: if it is lost, create a new access key in IAM.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Enter the secret again where you first entered it; for a Hourpass profile, under Edit. AWS shows a secret only once: if it is lost, create a new access key in IAM.",
            ),
        ),
    ),
    Reason.CLOCK_OFF: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is {behind} behind AWS's."),
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is {ahead} ahead of AWS's."),
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is too far from AWS's."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Every request carries the time, and AWS refuses any that are more than a few minutes off."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "In the system's date and time settings, turn on automatic time and check the time zone, then try again.",
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is {behind} behind AWS's. Turn on automatic time."),
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is {ahead} ahead of AWS's. Turn on automatic time."),
            QT_TRANSLATE_NOOP("Problems", "This computer's clock is off. Turn on automatic time."),
        ),
    ),
    Reason.THROTTLED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS is limiting requests."),
        why=QT_TRANSLATE_NOOP("Problems", "Too many requests at once from this account, perhaps from elsewhere."),
        now=QT_TRANSLATE_NOOP("Problems", "Wait a minute and try again."),
        line=QT_TRANSLATE_NOOP("Problems", "AWS is limiting requests. Try again in a minute."),
    ),
    Reason.DENIED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow {action} on {resource}."),
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow {action}."),
            QT_TRANSLATE_NOOP("Problems", "AWS explicitly forbids {forbidden_action} on {resource}."),
            QT_TRANSLATE_NOOP("Problems", "AWS explicitly forbids {forbidden_action}."),
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow this."),
        ),
        why=(
            QT_TRANSLATE_NOOP("Problems", "No policy of these credentials allows {action}."),
            QT_TRANSLATE_NOOP(
                "Problems",
                "A policy denies {forbidden_action} outright: one of the user, the role, the resource or the organization.",
            ),
            QT_TRANSLATE_NOOP("Problems", "The policies of these credentials do not allow it, or one forbids it."),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Ask the account's administrator. More permissions do not help against an explicit deny of {forbidden_action}: the statement that denies it has to change.",
            ),
            QT_TRANSLATE_NOOP("Problems", "Ask the account's administrator to allow it."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "AccessDenied: {action}"),
            QT_TRANSLATE_NOOP("Problems", "AccessDenied: {forbidden_action} (explicit deny)"),
            QT_TRANSLATE_NOOP("Problems", "AWS does not allow this (AccessDenied)."),
        ),
    ),
    Reason.REGION_DISABLED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "STS is turned off in {region} for this account."),
            QT_TRANSLATE_NOOP("Problems", "STS is turned off in this region for this account."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "An administrator can deactivate STS, or a whole region, in the account settings."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Edit the profile and choose another region, for example us-east-1, where STS cannot be turned off.",
        ),
    ),
    Reason.INVALID_REQUEST: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS could not make sense of the request."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "A value in it is not what AWS expects. If AWS named it, it is in the details."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Check the profile's fields. If they are right, report the details."),
    ),
    Reason.SERVICE_FAULT: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS has a problem of its own right now."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "The service says that it cannot handle requests right now. Nothing is wrong on your side."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Try again in a minute. If it lasts, check health.aws.amazon.com."),
        line=QT_TRANSLATE_NOOP("Problems", "AWS has a problem of its own right now. Try again in a minute."),
    ),
    Reason.NO_SUCH_BUCKET: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "This bucket no longer exists."),
        why=QT_TRANSLATE_NOOP("Problems", "It was deleted after the list was loaded."),
        now=QT_TRANSLATE_NOOP("Problems", "Refresh the list."),
    ),
    Reason.UNKNOWN: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The server refused, with an answer that Hourpass does not know."),
        why=QT_TRANSLATE_NOOP("Problems", "Everything it said is in the details, which may be little or nothing."),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Try again. If it keeps happening, copy the details and show them to an administrator."
        ),
        line=QT_TRANSLATE_NOOP(
            "Problems", "The server refused, with an answer that Hourpass does not know. See the details."
        ),
    ),
}
