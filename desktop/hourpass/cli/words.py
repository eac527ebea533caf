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
    said = _LINES.get(problem.reason, "").format(path=problem.facts.get("path", ""))
    raw = problem.raw
    aws = " ".join(f"{raw.operation}: {raw.code}: {raw.message}".split()) if raw and raw.code else ""
    if said and aws:
        return f"{said} ({aws})"
    return said or aws or f"That did not work: {problem.reason.value}."


def status(problem: Problem) -> int:
    """The exit status for *problem*."""
    return exit_status.NOBODY_TO_ASK if problem.reason in _NOBODY else exit_status.REFUSED
