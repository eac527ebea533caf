"""`hourpass-cli credentials`: what SDKs start as their credential_process."""

from __future__ import annotations

from hourpass.cli.standard_output import put


def run(profile: str, *, sandbox: bool, timeout: float) -> int:
    """Print the JSON, and nothing else, ever: some SDKs print what they get when it is not JSON. The exit status.

    Refusal where there are no credentials.
    """
    line = None
    if not sandbox and not _app_runs():
        from hourpass.cli.kept import kept_line  # what SDKs wait for while the app does not run

        line = kept_line(profile)
    if line is None:
        from datetime import datetime

        from hourpass.cli.obtaining import obtain
        from hourpass.domain.process_json import process_line

        got = obtain(profile, sandbox=sandbox, timeout=timeout)
        expires_at = datetime.fromisoformat(got.expiration)
        line = process_line(got.access_key_id, got.secret_access_key, got.session_token, expires_at)
    put(line)
    return 0


def _app_runs() -> bool:
    """Whether anything is where the app listens; a dead one's socket only takes the longer way."""
    import os

    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.path.exists(f"{runtime}/hourpass/app.socket")  # noqa: PTH110 (for speed)
