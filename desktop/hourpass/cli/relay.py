"""What SDKs call for credentials: asks the running app, and passes its answer on as it came.

Runs as `python -IS relay.py SOCKET PROFILE [OPTION...]` and imports nothing but what is built into the interpreter,
for it is started for every command, and in the last minutes for every request, of every tool. Python compiles it anew
each time, so what is rarely needed is in `hourpass.cli.unanswered`, which is given the OPTIONs as well.
"""

import _socket
import sys

WAITS = 120  # seconds that a person has for typing a code; see hourpass-cli credentials --timeout
LONGEST = 65536


def main() -> int:
    """Print the credentials, or have it said why there are none; the exit status."""
    try:
        return _passed_on()
    except KeyboardInterrupt:  # Ctrl+C is for the tool, which we are a part of
        return 130


def _passed_on() -> int:
    path, profile = sys.argv[1:3]
    answer = _ask(path, profile)
    unwritten = None
    if answer.startswith(b'{"Version":') and answer.endswith(b"\n"):
        try:
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()
            _leave(0)  # Python's own way out takes a sixth of the whole run, and there is nothing to put away
        except (OSError, AttributeError) as error:  # it is full, or closed
            unwritten = error
    sys.path.insert(0, __file__.rsplit("hourpass", 1)[0])
    from hourpass.cli.unanswered import give_up, go_on

    return give_up(unwritten) if unwritten else go_on(answer, profile, sys.argv[3:])


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
    sys.path.insert(0, __file__.rsplit("hourpass", 1)[0])
    from nt import _exit as _leave  # type: ignore[attr-defined]  # built in

    from hourpass.cli.named_pipe import NamedPipe

    _connected = NamedPipe
else:
    import posix  # built in as well

    _leave = posix._exit  # noqa: SLF001 (what os calls so, without loading that)

    # Where the system tells who listens: the level, the option and its length. The user comes second, as four bytes.
    _WHO = (_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12) if sys.platform == "linux" else (0, 1, 76)

    def _connected(path: str) -> "_socket.socket":
        client = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            # So long the app's queue may be full. Python's own timeout would not wait for room in it.
            seconds = (10).to_bytes(8, sys.byteorder) + bytes(8)
            client.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDTIMEO, seconds)
            client.connect(path)
            # A folder below /tmp can be anybody's: whoever listens there would hand us keys of its own account.
            if int.from_bytes(client.getsockopt(*_WHO)[4:8], sys.byteorder) != posix.getuid():
                raise PermissionError(path)
        except OSError:
            client.close()
            raise
        return client


if __name__ == "__main__":
    sys.exit(main())
