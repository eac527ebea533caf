"""What building a package takes besides copying: the languages are compiled."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # a build runs this file alone
import _translations


class Languages(BuildHookInterface[Any]):
    """Runs before a wheel is put together, an editable one as well."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's own signature)
        found = find_spec("PySide6")
        if found is None or found.origin is None:
            raise RuntimeError("PySide6 brings the compiler of the translations, and is not there")
        _translations.compile_all(Path(self.root), Path(found.origin).parent)
