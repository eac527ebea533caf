"""What to say of AWS's answers about codes, devices, roles and sessions."""

from __future__ import annotations

from dataclasses import replace

from hourpass.domain.problem import Reason
from hourpass.gui.wording.sentences import QT_TRANSLATE_NOOP, Sentences

SIGN_IN_ANSWERS: dict[Reason, Sentences] = {
    Reason.CODE_REFUSED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS did not accept that code."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "It was mistyped, already used, too old, or from another device. AWS does not say which.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Type the code that the device shows now. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.",
        ),
        line=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS refused code {code}: it is wrong, too old or was already used. Type the one shown now; the next appears in {seconds} s.",
            ),
            QT_TRANSLATE_NOOP("Problems", "AWS refused code {code}: it is wrong, too old or was already used."),
            QT_TRANSLATE_NOOP(
                "Problems", "AWS refused the code. Type the one shown now; the next appears in {seconds} s."
            ),
            QT_TRANSLATE_NOOP("Problems", "AWS refused the code: it is wrong, too old or was already used."),
        ),
    ),
    Reason.CODE_ALREADY_SENT: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "This code was already sent, so it was not sent again."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "AWS accepts each code once, across all profiles and programs that share the device."
        ),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Type the next code. It appears at {next_time}."),
            QT_TRANSLATE_NOOP("Problems", "Type the code that the device shows now."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "Code {code} was already sent. The next one appears in {seconds} s."),
            QT_TRANSLATE_NOOP("Problems", "Code {code} was already sent. Type the next one."),
            QT_TRANSLATE_NOOP("Problems", "This code was already sent. The next one appears in {seconds} s."),
            QT_TRANSLATE_NOOP("Problems", "This code was already sent. Type the next one."),
        ),
    ),
    Reason.DEVICE_UNKNOWN: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS could not check a code from the device {serial}."),
            QT_TRANSLATE_NOOP("Problems", "AWS could not check a code from this MFA device."),
        ),
        why=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "{user_serial} is the ARN of a user, not of an MFA device. A device's ARN has :mfa/ where this one has :user/.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "{passkey_serial} is a passkey or security key. It has no six-digit codes, and AWS accepts nothing else here.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS gives the same answer in four cases: the serial is not that of one of this user's devices, the device was added only seconds ago, it was removed, or too many codes were tried within three minutes.",
            ),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Edit the profile and look up the device, or copy its ARN from the user's Security credentials in IAM. A device can have another name than its user, so changing {user_serial} to :mfa/ may not be enough.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Choose a virtual or hardware MFA device instead of {passkey_serial}. A user can have up to eight devices, so you can add an authenticator app next to the passkey.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Compare {serial} with the serial that IAM shows under the user's Security credentials: the part after :mfa/ is the device's name, not the user's. If it is right, wait half a minute and type a new code.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Compare the profile's device with the serial that IAM shows under the user's Security credentials. If it is right, wait half a minute and type a new code.",
            ),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "{user_serial} is a user, not an MFA device. Edit the profile's device."),
            QT_TRANSLATE_NOOP("Problems", "A passkey has no codes that AWS could check. Choose another device."),
            QT_TRANSLATE_NOOP(
                "Problems", "AWS finds no device {device_name} for this user. Check its serial, or try a new code."
            ),
            QT_TRANSLATE_NOOP(
                "Problems", "AWS finds no such device for this user. Check its serial, or try a new code."
            ),
        ),
    ),
    Reason.TOO_MANY_TRIES: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "Too many codes from {device_name} were tried in a short time."),
            QT_TRANSLATE_NOOP("Problems", "Too many codes from this device were tried in a short time."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "AWS checks only a few codes per device within three minutes; after that it refuses even correct ones.",
        ),
        now=(
            QT_TRANSLATE_NOOP("Problems", "Wait until {until_time}, then type a new code."),
            QT_TRANSLATE_NOOP("Problems", "Wait three minutes, then type a new code."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "Too many codes were tried. AWS accepts the next one from {until_time}."),
            QT_TRANSLATE_NOOP("Problems", "Too many codes were tried. AWS accepts the next one in {seconds} s."),
            QT_TRANSLATE_NOOP("Problems", "Too many codes were tried. Wait three minutes before the next one."),
        ),
    ),
    Reason.CODE_MALFORMED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "That is not a code that AWS accepts."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "A code has exactly six digits. The long text that a security key types when touched is not one.",
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Type the six digits that the authenticator app or token shows now."),
        line=QT_TRANSLATE_NOOP("Problems", "A code has exactly six digits. Type the one that the device shows now."),
    ),
    Reason.CODE_NEEDED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "A code from {device_name} is needed."),
            QT_TRANSLATE_NOOP("Problems", "A code from your MFA device is needed."),
        ),
        why=QT_TRANSLATE_NOOP("Problems", "There is no valid MFA session that would do without one."),
        now=QT_TRANSLATE_NOOP("Problems", "Type the six digits that the authenticator app or token shows now."),
    ),
    Reason.ROLE_REFUSED: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS did not let {caller_name} assume the role {role_name}."),
            QT_TRANSLATE_NOOP("Problems", "AWS did not let you assume the role {role_name}."),
            QT_TRANSLATE_NOOP("Problems", "AWS did not let you assume the role."),
        ),
        why=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS gives the same answer in four cases and does not say which it is: {role_name} requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or account {account} has no role of that name.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS gives the same answer in four cases and does not say which it is: the role requires MFA and no code was sent, its trust policy does not name you, you lack the permission sts:AssumeRole, or there is no role of that name.",
            ),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role's owner whether its trust policy names {caller} and whether a policy allows that user sts:AssumeRole. After a change within the last minute, just try again.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Check the name and account in {role_arn}, and that the profile names your MFA device. If they are right, ask the role's owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Check the profile's role and MFA device. If they are right, ask the role's owner whether its trust policy names you and whether a policy allows you sts:AssumeRole. After a change within the last minute, just try again.",
            ),
        ),
        line=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS did not let you assume {role_name}. Check its name and trust policy, your permissions and your MFA device.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS did not let you assume the role. Check its name and trust policy, your permissions and your MFA device.",
            ),
        ),
    ),
    Reason.ROOT_KEYS: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "These keys belong to the account's root user."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "A root user cannot assume roles, and a root key can do everything: whoever finds it owns the account. It should not exist at all.",
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Use the credentials of an IAM user or a role instead. In the console, delete the root user's access key under Security credentials.",
        ),
        line=QT_TRANSLATE_NOOP("Problems", "These are the root user's keys. Use those of an IAM user or a role."),
    ),
    Reason.DURATION_OVER_ROLE_MAXIMUM: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "The role does not allow sessions of {asked_span}."),
            QT_TRANSLATE_NOOP("Problems", "The role does not allow sessions that long."),
        ),
        why=(
            QT_TRANSLATE_NOOP("Problems", "Its maximum session duration is {maximum_span}."),
            QT_TRANSLATE_NOOP(
                "Problems", "Each role has a maximum session duration of 1 to 12 hours: 1 hour unless it was raised."
            ),
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems", "Choose {maximum_span} or less and type a new code: the last one is used up."
            ),
            QT_TRANSLATE_NOOP("Problems", "Choose 1 hour and type a new code: the last one is used up."),
        ),
        line=(
            QT_TRANSLATE_NOOP("Problems", "The role allows {maximum_span} at most. Choose that and type a new code."),
            QT_TRANSLATE_NOOP(
                "Problems", "The role does not allow sessions that long. Choose 1 hour and type a new code."
            ),
        ),
    ),
    Reason.DURATION_OVER_CHAINING_LIMIT: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "A role assumed from an MFA session lasts one hour at most."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "AWS calls this role chaining, and a higher maximum on the role does not lift the limit."
        ),
        now=QT_TRANSLATE_NOOP(
            "Problems",
            "Choose 1 hour: it renews without a code while the MFA session lasts. For longer sessions, have the profile assume the role directly, with a code each time.",
        ),
    ),
    Reason.DURATION_OUT_OF_RANGE: Sentences(
        what=(
            QT_TRANSLATE_NOOP("Problems", "AWS does not issue credentials for {asked_span}."),
            QT_TRANSLATE_NOOP("Problems", "AWS does not issue credentials for that length of time."),
        ),
        why=QT_TRANSLATE_NOOP(
            "Problems", "A role's credentials last from 15 minutes to 12 hours, a session token's up to 36 hours."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Choose another duration and type a new code."),
    ),
    Reason.TEMPORARY_KEYS_USED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS does not issue session tokens for temporary keys."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "GetSessionToken accepts only the long-term access key of an IAM user, which begins with AKIA."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Edit the profile and enter the user's own access key."),
    ),
    Reason.SESSION_POLICY_TOO_LARGE: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "The profile's session policy is too large for AWS."),
        why=QT_TRANSLATE_NOOP("Problems", "AWS packs session policies and tags together, and limits the packed size."),
        now=QT_TRANSLATE_NOOP("Problems", "Edit the profile and shorten the policy, or remove it."),
    ),
    Reason.SESSION_POLICY_MALFORMED: Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS cannot read the profile's session policy."),
        why=QT_TRANSLATE_NOOP(
            "Problems", "It is not a valid IAM policy document. The details may say where the error is."
        ),
        now=QT_TRANSLATE_NOOP("Problems", "Edit the profile and correct the policy, or remove it."),
    ),
}

SENT_BEFORE: dict[str, Sentences] = {
    "accepted": replace(
        SIGN_IN_ANSWERS[Reason.CODE_ALREADY_SENT],
        what=QT_TRANSLATE_NOOP("Problems", "This code was already used, so it was not sent again."),
        line=(
            QT_TRANSLATE_NOOP("Problems", "Code {code} was already used. The next one appears in {seconds} s."),
            QT_TRANSLATE_NOOP("Problems", "Code {code} was already used. Type the next one."),
            QT_TRANSLATE_NOOP("Problems", "This code was already used. The next one appears in {seconds} s."),
            QT_TRANSLATE_NOOP("Problems", "This code was already used. Type the next one."),
        ),
    ),
    "refused": Sentences(
        what=QT_TRANSLATE_NOOP("Problems", "AWS has already refused this code, so it was not sent again."),
        why=QT_TRANSLATE_NOOP(
            "Problems",
            "It was mistyped, too old, or from another device. Sending it again would use up one more of the few tries that AWS allows.",
        ),
        now=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "Compare it with the device, or type the next code, which appears at {next_time}. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.",
            ),
            QT_TRANSLATE_NOOP(
                "Problems",
                "Type the code that the device shows now. If AWS refuses that too, check that the entry in your authenticator app is for this device and that the phone sets its clock automatically.",
            ),
        ),
        line=(
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS has already refused code {code}. Check your device; the next code appears in {seconds} s.",
            ),
            QT_TRANSLATE_NOOP("Problems", "AWS has already refused code {code}. Type the one shown now."),
            QT_TRANSLATE_NOOP(
                "Problems",
                "AWS has already refused this code. Check your device; the next code appears in {seconds} s.",
            ),
            QT_TRANSLATE_NOOP("Problems", "AWS has already refused this code. Type the one shown now."),
        ),
    ),
}
"""A code that was kept back, by what AWS had answered to it."""
