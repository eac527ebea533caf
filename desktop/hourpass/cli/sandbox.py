"""`hourpass-cli sandbox`: the embedded AWS alone, until interrupted; and the practice device's code."""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import threading
from typing import TYPE_CHECKING

from hourpass.adapters.app_socket import ask
from hourpass.cli.obtaining import no_sandbox, refusal
from hourpass.cli.refusal import Refusal
from hourpass.cli.standard_output import put, unwritable
from hourpass.domain import exit_status
from hourpass.sandbox import options
from hourpass.terminal.translating import translate

if TYPE_CHECKING:
    from hourpass.sandbox.sandbox import Sandbox
    from hourpass.sandbox.server import Running


APP_SECONDS = 20.0
"""How long the app may take to answer: its sandbox may just be starting."""


def run(asked: argparse.Namespace) -> int:
    """Print where the sandbox is, as assignments for a shell, and answer until SIGINT or SIGTERM."""
    try:
        from hourpass.sandbox.server import listen

        sandbox = options.make(asked)
    except ImportError:
        print(translate("CliSandbox", options.MISSING), file=sys.stderr)
        return exit_status.FAILED
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    try:
        with listen(sandbox, asked.port) as running:
            _say(assignments(sandbox, running))
            said = translate("CliSandbox", "The sandbox is running; stop it with Ctrl+C.")
            print(said, file=sys.stderr, flush=True)
            while not over.wait(3600):
                pass
    except OSError as error:
        said = translate("CliSandbox", "The sandbox cannot listen on port {port}: {reason}")
        print(said.format(port=asked.port, reason=error.strerror), file=sys.stderr)
        return exit_status.FAILED
    finally:
        sandbox.close()
    return exit_status.DONE


def assignments(sandbox: Sandbox, running: Running) -> str:
    """Everything that a script needs, one `NAME=value` a line."""
    seeded = sandbox.seeded
    values = {
        "AWS_ENDPOINT_URL": running.endpoint_url,
        "AWS_ACCESS_KEY_ID": seeded.admin.access_key_id,
        "AWS_SECRET_ACCESS_KEY": seeded.admin.secret_access_key,
        "AWS_DEFAULT_REGION": seeded.region,
        "SANDBOX_USER_ACCESS_KEY_ID": seeded.user.access_key_id,
        "SANDBOX_USER_SECRET_ACCESS_KEY": seeded.user.secret_access_key,
        "SANDBOX_MFA_SERIAL": seeded.device_serial,
        "SANDBOX_MFA_SEED": seeded.device_seed,
        "SANDBOX_ROLE_ARN": seeded.role_arn,
        "SANDBOX_PARTNER_ROLE_ARN": seeded.partner_role_arn,
        "SANDBOX_PARTNER_EXTERNAL_ID": seeded.partner_external_id,
        "SANDBOX_CONTROL_TOKEN": running.control_token,
    }
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())


def print_code(profile: str, path: str) -> int:
    """Print the practice device's current code, as the app with its socket at *path* tells it."""
    answer = ask(path, {"ask": "code", "profile": profile}, APP_SECONDS)
    if answer is None:
        raise no_sandbox()
    code = answer.get("code")
    if isinstance(code, str):
        put(f"{code}\n")
        return exit_status.DONE
    if answer.get("error") != "no-code":
        raise refusal(answer)
    said = translate("CliSandbox", "The device of {profile} is not one of the sandbox's practice devices.")
    raise Refusal(exit_status.NOBODY_TO_ASK, said.format(profile=profile))


def _say(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, AttributeError) as error:  # nobody reads, which is their own affair
        unwritable(error)
