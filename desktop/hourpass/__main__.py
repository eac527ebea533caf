"""Starts the desktop app."""


def main() -> int:
    """Run until the person quits; the process's exit status."""
    return 0
