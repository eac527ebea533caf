"""What to say of what comes up while something is set up or removed at AWS."""

from __future__ import annotations

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

SETUP_ANSWERS: dict[Reason, Sentences] = {
    Reason.NAME_TAKEN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS refused {operation}: the name is taken."),
            QT_TRANSLATE_NOOP("Problems", "The name is taken."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "The account already has a user, role, policy or device of this name. AWS does not distinguish upper and lower case.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Choose another name. In the middle of a setup, first undo what was created so far."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "The name is taken. Choose another one."),
    ),
    Reason.DEVICE_IN_USE: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "This MFA device is already registered."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It belongs to this user or to another one, and AWS registers a device for one user only."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Use another device, or deactivate this one in IAM for the user it belongs to."
        ),
    ),
    Reason.QUOTA_REACHED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The account's quota {quota} of {limit} is used up."),
            QT_TRANSLATE_NOOP("Problems", "The account's quota {quota} is used up."),
            QT_TRANSLATE_NOOP("Problems", "One of the account's quotas is used up."),
        ),
        why=(
            QT_TRANSLATE_NOOP("Problems", "Inactive access keys count towards {key_quota} too."),
            QT_TRANSLATE_NOOP("Problems", "AWS limits how many of a kind there may be."),
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "In IAM, delete what nobody uses any more, then try again. Service Quotas can raise some of these limits.",
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "The quota {quota} is used up."),
            QT_TRANSLATE_NOOP("Problems", "A quota is used up."),
        ),
    ),
    Reason.NOT_FOUND: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS cannot find what the request refers to."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It has been deleted, or was created only seconds ago and is not known everywhere yet."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Try again in a few seconds. If it keeps happening, check in IAM whether someone has deleted it.",
        ),
    ),
    Reason.DELETE_CONFLICT: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS cannot delete this yet: something is still attached to it."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "Someone added a key, a policy, a group or the like, or AWS is still busy with what was just removed.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Try again in a minute. If it keeps happening, check in IAM what is attached to it, and remove that first.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "Something is still attached to it. Try again in a minute."),
    ),
    Reason.PRINCIPAL_UNKNOWN: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "IAM does not know the user that the role's trust policy names."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It takes a few seconds until a new user is known everywhere; or someone has deleted it."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Try again in a few seconds. If it keeps happening, check in IAM whether the user still exists."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "IAM does not know the new user yet. Try again in a few seconds."),
    ),
    Reason.CODES_REFUSED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS did not accept these two codes."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "One was mistyped or already used, they are not consecutive, or they belong to another entry in the authenticator app. AWS does not say which.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Type the code that the phone shows now, then the next one. If AWS refuses those too, check that the phone sets its clock automatically.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "AWS did not accept these two codes. Type two new ones in a row."),
    ),
    Reason.CHANGING_NOW: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "IAM is still busy with an earlier change to the same thing."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "Deleting something and creating it again under the same name keeps IAM busy for a few minutes."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Try again in a few minutes."),
        line=QT_TRANSLATE_NOOP("Problems", "IAM is still busy with an earlier change. Try again in a few minutes."),
    ),
    Reason.SSO_SIGN_IN_NEEDED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} is not signed in to IAM Identity Center."),
            QT_TRANSLATE_NOOP("Problems", "The profile is not signed in to IAM Identity Center."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "Its single sign-on session has ended, or never started."),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Run aws sso login --profile {profile} in a terminal, then try again."),
            QT_TRANSLATE_NOOP("Problems", "Run aws sso login for the profile in a terminal, then try again."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "Not signed in. Run aws sso login --profile {profile}, then try again."),
            QT_TRANSLATE_NOOP("Problems", "Not signed in. Run aws sso login for the profile, then try again."),
        ),
    ),
    Reason.PROFILE_UNUSABLE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} provides no credentials."),
            QT_TRANSLATE_NOOP("Problems", "The profile provides no credentials."),
        ),
        why=(
            QT_TRANSLATE_NOOP("Problems", "The AWS SDK gives this reason: {detail}."),
            QT_TRANSLATE_NOOP("Problems", "Something it needs is missing from the AWS config files."),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Check whether aws sts get-caller-identity --profile {profile} works in a terminal. Or choose another profile, or type the keys.",
            ),
            QT_TRANSLATE_NOOP("Problems", "Choose another profile, or type the keys."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} provides no credentials. Choose another one."),
            QT_TRANSLATE_NOOP("Problems", "The profile provides no credentials. Choose another one."),
        ),
    ),
    Reason.OTHER_ACCOUNT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "These credentials belong to the account {account}, not to {wanted}."),
            QT_TRANSLATE_NOOP("Problems", "These credentials belong to another account."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "What was started in one account can only be continued there."),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Choose the credentials of an administrator of the account {wanted}."),
            QT_TRANSLATE_NOOP("Problems", "Choose the credentials of an administrator of the right account."),
        ),
    ),
    Reason.ACCEPTED_WITHOUT_CODE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS let you assume the role {role_name} without a code."),
            QT_TRANSLATE_NOOP("Problems", "AWS allowed without a code what should require one."),
        ),
        why=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "The trust policy of {role_name} lets the user in without MFA, so the access key alone is enough.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Another policy gives the user the same permissions without requiring MFA, so the access key alone is enough.",
            ),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Do not rely on it. In IAM, give every statement in the trust policy of {role_arn} that names this user the condition Bool aws:MultiFactorAuthPresent true.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Do not rely on it. In IAM, check which other policies the user and its groups have, and remove what allows S3 without MFA.",
            ),
        ),
        line=QT_TRANSLATE_NOOP("Problems", "AWS asked for no code: this access is not protected by MFA."),
    ),
}
