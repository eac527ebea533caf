"""Ends a program at the first exception, even of a slot: Qt would go on, and whoever measures would wait for nothing."""

from __future__ import annotations

import os
import sys
import traceback
from types import TracebackType


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    os._exit(1)


sys.excepthook = _end
