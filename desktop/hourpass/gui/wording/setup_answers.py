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
            "The account has a user, role, policy or device of this name already. AWS makes no difference between small and capital letters.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Choose another name. In the middle of a setup, undo first what was made so far."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "The name is taken. Choose another one."),
    ),
    Reason.DEVICE_IN_USE: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "This MFA device is registered already."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It belongs to this user or to another one, and AWS registers a device for one user only."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Take another device, or deactivate this one in IAM for the user that it belongs to."
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
            "Delete in IAM what nobody uses any more, then try again. Some quotas can be raised under Service Quotas.",
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "The quota {quota} is used up."),
            QT_TRANSLATE_NOOP("Problems", "A quota is used up."),
        ),
    ),
    Reason.NOT_FOUND: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS does not find what the request was about."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It was deleted meanwhile, or made only seconds ago and not seen everywhere yet."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Try again in a few seconds. If it stays so, see in IAM whether somebody has deleted it."
        ),
    ),
    Reason.DELETE_CONFLICT: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS does not delete this yet, for something still hangs on it."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "Somebody added a key, a policy, a group or the like, or AWS is still busy with what was removed just before.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Try again in a minute. If it stays so, see in IAM what hangs on it, and remove that first."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "Something still hangs on it. Try again in a minute."),
    ),
    Reason.PRINCIPAL_UNKNOWN: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "IAM does not know the user that the role's trust policy names."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "A new user is known everywhere only after some seconds; or somebody has deleted it meanwhile."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems", "Try again in a few seconds. If it stays so, see in IAM whether the user still exists."
        ),
        line=QT_TRANSLATE_NOOP("Problems", "IAM does not know the new user yet. Try again in a few seconds."),
    ),
    Reason.CODES_REFUSED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS did not accept these two codes."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "One was mistyped or used before, they do not follow each other, or they belong to another entry of the authenticator app. AWS does not tell these apart.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Type the code that the phone shows now, and then the next one. If AWS refuses those as well, see whether the phone sets its clock automatically.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "AWS did not accept these two codes. Type two new ones in a row."),
    ),
    Reason.CHANGING_NOW: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "IAM is still busy with an earlier change of the same thing."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "What was deleted and made again under the same name keeps IAM busy for some minutes."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Try again in a few minutes."),
        line=QT_TRANSLATE_NOOP("Problems", "IAM is still busy with an earlier change. Try again in a few minutes."),
    ),
    Reason.SSO_SIGN_IN_NEEDED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} is not signed in to IAM Identity Center."),
            QT_TRANSLATE_NOOP("Problems", "The profile is not signed in to IAM Identity Center."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "Its single sign-on session is over, or there was none yet."),
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
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} gives no credentials."),
            QT_TRANSLATE_NOOP("Problems", "The profile gives no credentials."),
        ),
        why=(
            QT_TRANSLATE_NOOP("Problems", "The AWS SDK gives this reason: {detail}."),
            QT_TRANSLATE_NOOP("Problems", "Something that it needs is missing from the AWS config files."),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "See whether aws sts get-caller-identity --profile {profile} works in a terminal. Or choose another profile, or type the keys.",
            ),
            QT_TRANSLATE_NOOP("Problems", "Choose another profile, or type the keys."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "The profile {profile} gives no credentials. Choose another one."),
            QT_TRANSLATE_NOOP("Problems", "The profile gives no credentials. Choose another one."),
        ),
    ),
    Reason.OTHER_ACCOUNT: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "These credentials belong to the account {account}, not to {wanted}."),
            QT_TRANSLATE_NOOP("Problems", "These credentials belong to another account."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "What was begun in one account can be carried on only there."),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Choose the credentials of an administrator of the account {wanted}."),
            QT_TRANSLATE_NOOP("Problems", "Choose the credentials of an administrator of the right account."),
        ),
    ),
    Reason.ACCEPTED_WITHOUT_CODE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS let the role {role_name} be assumed without a code."),
            QT_TRANSLATE_NOOP("Problems", "AWS allowed without a code what should take one."),
        ),
        why=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "The trust policy of {role_name} lets the user in without MFA, so the access key alone is enough.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Another policy gives the user the same rights without asking for MFA, so the access key alone is enough.",
            ),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Do not rely on it. In IAM, give every statement in the trust policy of {role_arn} that names this user the condition Bool aws:MultiFactorAuthPresent true.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Do not rely on it. See in IAM which other policies the user and its groups have, and take out what allows S3 without MFA.",
            ),
        ),
        line=QT_TRANSLATE_NOOP("Problems", "AWS asked for no code: this access is not protected by MFA."),
    ),
}
