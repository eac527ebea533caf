"""Whose connection it is that comes in over loopback: any user of the computer can make one."""

# ruff: noqa: PTH123 (paths are text here; pathlib would be one more import in the app)

from __future__ import annotations

import os
import socket
import sys

_TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
_MAPPED = "0000000000000000FFFF0000"
"""What stands before an IPv4 address where an IPv6 socket uses it (::ffff:a.b.c.d)."""
Address = tuple[str, int]


def is_ours(peer: Address, here: Address) -> bool:
    """Whether it is a process of this user that connected from *peer* to *here* (both IPv4).

    Only Linux tells; elsewhere, and where its tables cannot be read, it is taken for one.
    """
    if sys.platform != "linux":
        return True
    try:
        return _owner(peer, here) == os.getuid()
    except (OSError, ValueError, IndexError):
        return True


def _owner(peer: Address, here: Address) -> int | None:
    ends = [_written(peer), _written(here)]
    either = (ends, [_MAPPED + end for end in ends])
    for path in _TABLES:
        with open(path, encoding="ascii") as table:
            for row in table:
                columns = row.split()  # number, local, remote, state, queues, timer, retransmits, user, …
                if columns[1:3] in either:
                    return int(columns[7])
    return None


def _written(address: Address) -> str:
    """*address* as the table has it: the four bytes of the host as one number of this machine's byte order."""
    host, port = address
    return f"{int.from_bytes(socket.inet_aton(host), sys.byteorder):08X}:{port:04X}"
