"""Problems in one line for standard error. In English: scripts and bug reports read it as well."""

from __future__ import annotations

from collections.abc import Mapping

from hourpass.domain import exit_status
from hourpass.domain.problem import Problem, Reason

_LINES: Mapping[Reason, str] = {
    Reason.CODE_REFUSED: "AWS did not accept that code. Wait for the next one.",
    Reason.CODE_ALREADY_SENT: "That code was sent before; AWS takes each once. Wait for the next one.",
    Reason.CODE_MALFORMED: "A code has six digits.",
    Reason.CODE_NEEDED: "A code of the MFA device is needed.",
    Reason.DEVICE_UNKNOWN: "AWS does not know the MFA device as one of this user's.",
    Reason.TOO_MANY_TRIES: "Too many codes were tried. Wait three minutes.",
    Reason.ROLE_REFUSED: "AWS does not let this user assume the role.",
    Reason.KEY_UNKNOWN: "AWS does not know the access key, or it is inactive.",
    Reason.SECRET_WRONG: "The secret access key does not belong to the access key ID.",
    Reason.EXPIRED: "The credentials have expired. Ask again.",
    Reason.ROOT_KEYS: "These are the account's root keys, which may not assume roles. Use an IAM user's.",
    Reason.DURATION_OVER_ROLE_MAXIMUM: "The profile asks for longer than the role allows. Edit how long it lasts in Hourpass.",
    Reason.DURATION_OVER_CHAINING_LIMIT: "A role that another role assumes lasts an hour at most. Edit the profile in Hourpass.",
    Reason.DURATION_OUT_OF_RANGE: "AWS does not give credentials for that long. Edit the profile in Hourpass.",
    Reason.TEMPORARY_KEYS_USED: "The profile's keys are temporary ones, which AWS does not take here.",
    Reason.SESSION_POLICY_TOO_LARGE: "The profile's session policy is too large. Edit the profile in Hourpass.",
    Reason.SESSION_POLICY_MALFORMED: "The profile's session policy is no valid policy. Edit the profile in Hourpass.",
    Reason.SSO_SIGN_IN_NEEDED: "Its source has to be signed in to first: aws sso login --profile {profile}",
    Reason.PROFILE_UNUSABLE: "The AWS profile {profile}, which it gets its credentials from, gives none. {detail}",
    Reason.CLOCK_OFF: "This computer's clock is wrong. Set it, then try again.",
    Reason.THROTTLED: "AWS asks to slow down. Try again in a moment.",
    Reason.NAME_NOT_FOUND: "AWS was not found: is there a network?",
    Reason.UNREACHABLE: "AWS cannot be reached: is there a network?",
    Reason.CONNECTION_REFUSED: "The connection to AWS was refused.",
    Reason.TIMED_OUT: "AWS did not answer in time.",
    Reason.TLS_FAILED: "The connection to AWS could not be secured (AWS_CA_BUNDLE?).",
    Reason.PROXY_FAILED: "The proxy did not let the request through.",
    Reason.NOT_AWS: "Something else than AWS answered: a proxy or a sign-in page of the network?",
    Reason.VAULT_MISSING: "There is no keyring here that answers, so the access key cannot be read: start Hourpass.",
    Reason.VAULT_LOCKED: "The keyring is locked. Unlock it, or start Hourpass.",
    Reason.VAULT_PLAINTEXT: "The keyring here would keep secrets in plain text, so Hourpass does not use it: start Hourpass.",
    Reason.VAULT_FAILED: "The keyring refused: start Hourpass to see why.",
    Reason.PASSPHRASE_WRONG: "The passphrase does not open the encrypted file.",
    Reason.SEALED_FILE_DAMAGED: "The encrypted file is damaged.",
    Reason.KEY_NOT_STORED: "The access key of this profile is not in the keyring. Edit the profile in Hourpass to enter it.",
    Reason.DISK_FULL: "The disk is full: {path} could not be written.",
    Reason.FILE_READ_ONLY: "{path} may only be read.",
    Reason.FILE_FAILED: "{path} cannot be used. Does it belong to somebody else?",
}
_NOBODY = frozenset({Reason.VAULT_MISSING, Reason.VAULT_LOCKED, Reason.VAULT_PLAINTEXT, Reason.CODE_NEEDED})
"""Not AWS's doing: what it takes cannot be had without somebody at this computer."""


def line(problem: Problem) -> str:
    """*problem* in one line, with AWS's own words where there are any."""
    facts = {name: " ".join(problem.facts.get(name, "").split()) for name in ("path", "profile", "detail")}
    said = _LINES.get(problem.reason, "").format(**facts).strip()
    raw = problem.raw
    aws = " ".join(f"{raw.operation}: {raw.code}: {raw.message}".split()) if raw and raw.code else ""
    if said and aws:
        return f"{said} ({aws})"
    return said or aws or f"That did not work: {problem.reason.value}."


def status(problem: Problem) -> int:
    """The exit status for *problem*."""
    return exit_status.NOBODY_TO_ASK if problem.reason in _NOBODY else exit_status.REFUSED
