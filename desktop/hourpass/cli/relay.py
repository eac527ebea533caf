"""What SDKs call for credentials: asks the running app, and passes its answer on as it came.

Runs as `python -IS relay.py SOCKET PROFILE [OPTION...]` and is one file that imports nothing but what is built into
the interpreter, for it is started for every command, and in the last minutes for every request, of every tool. Without
the app the whole of hourpass-cli takes over, which is given the OPTIONs as well.
"""

import _socket
import sys

WAITS = 120  # seconds that a person has for typing a code; see hourpass-cli credentials --timeout
LONGEST = 65536
CREDENTIALS = b'{"Version":'


def main() -> int:
    """Print the credentials, or say why there are none; the exit status."""
    path, profile = sys.argv[1:3]
    answer = _ask(path, profile)
    if answer.startswith(CREDENTIALS) and answer.endswith(b"\n"):
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return 0
    if answer:
        from json import loads  # only where there is something to explain

        told = loads(answer)
        if "status" in told:
            sys.stderr.write(told["message"] + "\n")
            return int(told["status"])
    return _without_app(profile)


def _ask(path: str, profile: str) -> bytes:
    """The app's line; empty where nobody answers."""
    if '"' in profile or "\\" in profile:  # names from hand-written files; ours are plain
        return b""
    line = f'{{"v":1,"ask":"credentials","as":"process","waits":{WAITS},"profile":"{profile}"}}\n'
    answer = b""
    try:
        client = _connected(path)
        try:
            client.settimeout(WAITS + 10)
            client.send(line.encode())
            while not answer.endswith(b"\n") and len(answer) <= LONGEST:
                part = client.recv(LONGEST)
                if not part:
                    break
                answer += part
        finally:
            client.close()
    except (OSError, UnicodeError):  # nobody there, or gone before the answer
        return b""
    return answer


if sys.platform == "win32":

    class _Pipe:
        """A named pipe with the few methods of a socket that are needed."""

        def __init__(self, path: str) -> None:
            self._file = open(rf"\\.\pipe\{path}", "r+b", buffering=0)  # noqa: PTH123, SIM115 (no imports here)
            self.send, self.close = self._file.write, self._file.close

        def settimeout(self, seconds: float) -> None:
            """Pipes know none: the app's own limits end a wait."""

        def recv(self, most: int) -> bytes:
            return self._file.read(most) or b""

    _connected = _Pipe

else:

    def _connected(path: str) -> "_socket.socket":
        client = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            # So long the app's queue may be full. Python's own timeout would not wait for room in it.
            seconds = (10).to_bytes(8, sys.byteorder) + bytes(8)
            client.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDTIMEO, seconds)
            client.connect(path)
        except OSError:
            client.close()
            raise
        return client


def _without_app(profile: str) -> int:
    """The keyring, or a question on the terminal: by the whole command line, in this process."""
    if sys.flags.no_site:
        import site

        site.main()  # the packages that -S kept out
    sys.path.insert(0, __file__.rsplit("hourpass", 1)[0])
    from hourpass.cli.main import main as command_line

    return command_line([*sys.argv[3:], "credentials", profile])


if __name__ == "__main__":
    sys.exit(main())
