"""Problems in one line for standard error. For scripts and reports, LC_ALL=C has them in English whatever is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from hourpass.domain import exit_status
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.texts import QT_TRANSLATE_NOOP
from hourpass.terminal.translating import translate

_LINES: Mapping[Reason, str] = {
    Reason.CODE_REFUSED: QT_TRANSLATE_NOOP("CliProblem", "AWS did not accept that code. Wait for the next one."),
    Reason.CODE_ALREADY_SENT: QT_TRANSLATE_NOOP(
        "CliProblem", "That code was already sent, and AWS accepts each only once. Wait for the next one."
    ),
    Reason.CODE_MALFORMED: QT_TRANSLATE_NOOP("CliProblem", "A code has six digits."),
    Reason.CODE_NEEDED: QT_TRANSLATE_NOOP("CliProblem", "A code from the MFA device is needed."),
    Reason.DEVICE_UNKNOWN: QT_TRANSLATE_NOOP("CliProblem", "AWS does not know this MFA device as one of the user's."),
    Reason.TOO_MANY_TRIES: QT_TRANSLATE_NOOP("CliProblem", "Too many codes were tried. Wait three minutes."),
    Reason.ROLE_REFUSED: QT_TRANSLATE_NOOP("CliProblem", "AWS does not let this user assume the role."),
    Reason.KEY_UNKNOWN: QT_TRANSLATE_NOOP("CliProblem", "AWS does not know the access key, or it is inactive."),
    Reason.SECRET_WRONG: QT_TRANSLATE_NOOP("CliProblem", "The secret access key does not belong to the access key ID."),
    Reason.EXPIRED: QT_TRANSLATE_NOOP("CliProblem", "The credentials have expired. Ask again."),
    Reason.ROOT_KEYS: QT_TRANSLATE_NOOP(
        "CliProblem", "These are the account's root keys, which may not assume roles. Use an IAM user's."
    ),
    Reason.DURATION_OVER_ROLE_MAXIMUM: QT_TRANSLATE_NOOP(
        "CliProblem", "The profile asks for longer than the role allows. Edit its duration in Hourpass."
    ),
    Reason.DURATION_OVER_CHAINING_LIMIT: QT_TRANSLATE_NOOP(
        "CliProblem", "A role that another role assumes lasts an hour at most. Edit the profile in Hourpass."
    ),
    Reason.DURATION_OUT_OF_RANGE: QT_TRANSLATE_NOOP(
        "CliProblem", "AWS does not issue credentials for that long. Edit the profile in Hourpass."
    ),
    Reason.TEMPORARY_KEYS_USED: QT_TRANSLATE_NOOP(
        "CliProblem", "The profile's keys are temporary, which AWS does not accept here."
    ),
    Reason.SESSION_POLICY_TOO_LARGE: QT_TRANSLATE_NOOP(
        "CliProblem", "The profile's session policy is too large. Edit the profile in Hourpass."
    ),
    Reason.SESSION_POLICY_MALFORMED: QT_TRANSLATE_NOOP(
        "CliProblem", "The profile's session policy is not a valid policy. Edit the profile in Hourpass."
    ),
    Reason.SSO_SIGN_IN_NEEDED: QT_TRANSLATE_NOOP(
        "CliProblem", "Sign in to its source first: aws sso login --profile {profile}"
    ),
    Reason.PROFILE_UNUSABLE: QT_TRANSLATE_NOOP(
        "CliProblem", "The AWS profile {profile}, its source of credentials, provides none. {detail}"
    ),
    Reason.CLOCK_OFF: QT_TRANSLATE_NOOP("CliProblem", "This computer's clock is wrong. Set it, then try again."),
    Reason.THROTTLED: QT_TRANSLATE_NOOP("CliProblem", "AWS is limiting requests. Try again in a moment."),
    Reason.NAME_NOT_FOUND: QT_TRANSLATE_NOOP("CliProblem", "AWS was not found: is there a network?"),
    Reason.UNREACHABLE: QT_TRANSLATE_NOOP("CliProblem", "AWS cannot be reached: is there a network?"),
    Reason.CONNECTION_REFUSED: QT_TRANSLATE_NOOP("CliProblem", "The connection to AWS was refused."),
    Reason.TIMED_OUT: QT_TRANSLATE_NOOP("CliProblem", "AWS did not answer in time."),
    Reason.TLS_FAILED: QT_TRANSLATE_NOOP(
        "CliProblem",
        "The connection to AWS could not be secured. If your network has its own certificates, set AWS_CA_BUNDLE.",
    ),
    Reason.PROXY_FAILED: QT_TRANSLATE_NOOP("CliProblem", "The proxy did not let the request through."),
    Reason.NOT_AWS: QT_TRANSLATE_NOOP(
        "CliProblem", "Something other than AWS answered: a proxy or a sign-in page of the network?"
    ),
    Reason.VAULT_MISSING: QT_TRANSLATE_NOOP(
        "CliProblem", "No keyring answers here, so the access key cannot be read: start Hourpass."
    ),
    Reason.VAULT_LOCKED: QT_TRANSLATE_NOOP("CliProblem", "The keyring is locked. Unlock it, or start Hourpass."),
    Reason.VAULT_PLAINTEXT: QT_TRANSLATE_NOOP(
        "CliProblem", "The keyring here would keep secrets in plain text, so Hourpass does not use it: start Hourpass."
    ),
    Reason.VAULT_FAILED: QT_TRANSLATE_NOOP("CliProblem", "The keyring refused: start Hourpass to see why."),
    Reason.PASSPHRASE_WRONG: QT_TRANSLATE_NOOP("CliProblem", "The passphrase does not open the encrypted file."),
    Reason.SEALED_FILE_DAMAGED: QT_TRANSLATE_NOOP("CliProblem", "The encrypted file is damaged."),
    Reason.KEY_NOT_STORED: QT_TRANSLATE_NOOP(
        "CliProblem", "The access key of this profile is not in the keyring. Edit the profile in Hourpass to enter it."
    ),
    Reason.DISK_FULL: QT_TRANSLATE_NOOP("CliProblem", "The disk is full: {path} could not be written."),
    Reason.FILE_READ_ONLY: QT_TRANSLATE_NOOP("CliProblem", "{path} is read-only."),
    Reason.FILE_FAILED: QT_TRANSLATE_NOOP("CliProblem", "{path} cannot be used. Does it belong to someone else?"),
}
_NOBODY = frozenset({Reason.VAULT_MISSING, Reason.VAULT_LOCKED, Reason.VAULT_PLAINTEXT, Reason.CODE_NEEDED})
"""Not AWS's doing: what it takes cannot be had without somebody at this computer."""


def line(problem: Problem) -> str:
    """*problem* in one line, with AWS's own words where there are any."""
    facts = {name: " ".join(problem.facts.get(name, "").split()) for name in ("path", "profile", "detail")}
    text = _LINES.get(problem.reason)
    said = translate("CliProblem", text).format(**facts).strip() if text else ""
    raw = problem.raw
    aws = " ".join(f"{raw.operation}: {raw.code}: {raw.message}".split()) if raw and raw.code else ""
    if said and aws:
        return translate("CliProblem", "{sentence} ({details})").format(sentence=said, details=aws)
    return said or aws or translate("CliProblem", "That did not work: {reason}.").format(reason=problem.reason.value)


def status(problem: Problem) -> int:
    """The exit status for *problem*."""
    return exit_status.NOBODY_TO_ASK if problem.reason in _NOBODY else exit_status.REFUSED
