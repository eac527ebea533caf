"""Whose connection it is that comes in over loopback: any user of the computer can make one."""

# ruff: noqa: PTH123 (paths are text here; pathlib would be one more import in the app)

from __future__ import annotations

import os
import socket
import sys

_TABLE = "/proc/net/tcp"
Address = tuple[str, int]


def is_ours(peer: Address, here: Address) -> bool:
    """False where the system says that another user's process connected from *peer* to *here* (both IPv4).

    Only Linux tells; elsewhere, and where its table says nothing, it is True.
    """
    owner = _owner(peer, here)
    return owner is None or owner == os.getuid()


def _owner(peer: Address, here: Address) -> int | None:
    if sys.platform != "linux":
        return None
    ends = [_written(peer), _written(here)]
    try:
        with open(_TABLE, encoding="ascii") as table:
            for row in table:
                columns = row.split()  # number, local, remote, state, queues, timer, retransmits, user, …
                if columns[1:3] == ends:
                    return int(columns[7])
    except (OSError, ValueError, IndexError):
        return None
    return None


def _written(address: Address) -> str:
    """*address* as the table has it: the four bytes of the host as one number of this machine's byte order."""
    host, port = address
    return f"{int.from_bytes(socket.inet_aton(host), sys.byteorder):08X}:{port:04X}"
