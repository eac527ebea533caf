"""Where the packed `hourpass-cli` begins. There is no `python -m` in a packed app, so the worker, the sandbox and the
relay are this program too: its first word says so. Loads nothing by itself, for it is started for every command of
every tool.
"""

import sys


def main() -> int:
    """Run as what the first word asks for, else as the command line; the exit status."""
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if part == "--relay":
        del sys.argv[1]
        from hourpass.cli import relay

        return relay.main()
    if part == "--worker":
        from hourpass import worker

        worker.main()
        return 0
    if part == "--sandbox-process":
        from hourpass.sandbox import __main__ as sandbox

        return sandbox.main(sys.argv[2:])
    from hourpass.cli.main import main as command_line

    return command_line()
