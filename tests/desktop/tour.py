"""Takes pictures of the app as it runs, for the README and for a look at every change.

  python tests/desktop/tour.py FOLDER [--dark] [--scale N] [--lang ja_JP.UTF-8] [--only SUBJECT…]
  python tests/desktop/tour.py FOLDER --all

Each subject has a desktop session and a home of its own, and two are walked at a time: most of a walk is waiting, for
the next code above all. With --all once for each language, scheme and scale. Not a test: what the pictures show is for
people to judge. A subject whose walk got stuck leaves a picture of the screen behind (stuck-…), and the others go on.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop import (
    tour_bare,
    tour_endings,
    tour_faults,
    tour_first,
    tour_main,
    tour_setup_faults,
    tour_wizard,
)
from desktop.desk import Desk
from desktop.portal import DARK
from desktop.session import DesktopSession, Keyring, Tray
from desktop.tour_guide import Guide


@dataclass(frozen=True, slots=True)
class Subject:
    """One walk, and the desktop that it needs."""

    walk: Callable[[Guide], None]
    keyring: Keyring = "unlocked"
    tray: Tray = "sni"


SUBJECTS = {
    "wizard": Subject(tour_wizard.walk),  # the longest first
    "main": Subject(tour_main.walk),
    "setup-faults": Subject(tour_setup_faults.walk),
    "faults": Subject(tour_faults.walk),
    "endings": Subject(tour_endings.walk),
    "first": Subject(tour_first.walk),
    "bare": Subject(tour_bare.walk, keyring="none", tray="none"),
}
AT_ONCE = 2
LANGUAGES = ("en_GB.UTF-8", "ja_JP.UTF-8", "ko_KR.UTF-8")
SCALES = ("1", "1.5", "2")
LETTERS = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>sans-serif</family><prefer>{families}</prefer></alias>
<alias binding="strong"><family>Sans Serif</family><prefer>{families}</prefer></alias>
</fontconfig>"""
"""The pictures' letters, where they are installed (fonts-inter, fonts-noto-cjk); else what the system has."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What a person has chosen."""

    language: str
    scale: str
    dark: bool

    def __str__(self) -> str:
        return f"{self.language[:2]}-{'dark' if self.dark else 'light'}-{self.scale}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--lang", default="C.UTF-8")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS))
    options = parser.parse_args()
    if not options.all:
        return take(options.folder, Looks(options.lang, options.scale, options.dark), options.only)
    looks = [Looks(language, scale, dark) for language, dark, scale in product(LANGUAGES, (False, True), SCALES)]
    return max(take(options.folder / str(each), each, options.only) for each in looks)


def take(folder: Path, looks: Looks, names: list[str]) -> int:
    """The tour of these subjects, into *folder*; how many of them got stuck."""
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(lambda name: stuck(name, folder, looks), names))


def stuck(name: str, folder: Path, looks: Looks) -> bool:
    """Walk that subject; whether it did not come to its end."""
    subject, scale = SUBJECTS[name], float(looks.scale)
    width, height = (round(side * max(1.0, scale * 0.9)) for side in (1400, 900))
    try:
        with DesktopSession(size=f"{width}x{height}", keyring=subject.keyring, tray=subject.tray) as session:
            session.start_accessibility()
            if looks.dark:
                session.portal.prefer(DARK)
            guide = Guide(name, Desk(session), folder, *settled(session, looks))
            try:
                subject.walk(guide)
            finally:
                guide.reader.close()
    except Exception:  # noqa: BLE001 (whatever it was, the other subjects have their pictures to take)
        print(f"stuck in {name}:", traceback.format_exc(), sep="\n", file=sys.stderr)
        return True
    return False


def settled(session: DesktopSession, looks: Looks) -> tuple[Path, dict[str, str]]:
    """A home in *session*, and what its programs are told of the person's *looks*."""
    home = session.folder / "home-tour"
    home.mkdir()
    fonts = home / "fonts.conf"
    names = ("Inter", LETTERS.get(looks.language[:2], ""))
    fonts.write_text(FONTS.format(families="".join(f"<family>{name}</family>" for name in names if name)))
    # Under the desktop's own name Qt asks GTK first.
    theme = {"GTK_THEME": "Adwaita:dark"} if looks.dark else {}
    return home, theme | {"LANG": looks.language, "QT_SCALE_FACTOR": looks.scale, "FONTCONFIG_FILE": str(fonts)}


if __name__ == "__main__":
    sys.exit(main())
