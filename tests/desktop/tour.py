"""Takes pictures of the app as it runs, for the README and for a look at every change.

  python tests/desktop/tour.py FOLDER [--dark] [--scale N] [--lang ja_JP.UTF-8]
  python tests/desktop/tour.py FOLDER --all

The app runs in its sandbox in a desktop session of its own; with --all once for each language, scheme and scale, two and
a half minutes each. Not a test: what the pictures show is for people to judge.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop.desk import Desk
from desktop.portal import DARK
from desktop.session import DesktopSession
from desktop.tour_stations import Tour

LANGUAGES = ("en_GB.UTF-8", "ja_JP.UTF-8", "ko_KR.UTF-8")
SCALES = ("1", "1.5", "2")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
<alias binding="strong"><family>Sans Serif</family><prefer><family>Inter</family></prefer></alias>
</fontconfig>"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--lang", default="C.UTF-8")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    if not options.all:
        take(options.folder, options.lang, options.scale, dark=options.dark)
        return 0
    for language, dark, scale in product(LANGUAGES, (False, True), SCALES):
        take(options.folder / f"{language[:2]}-{'dark' if dark else 'light'}-{scale}", language, scale, dark=dark)
    return 0


def take(folder: Path, language: str, scale: str, *, dark: bool) -> None:
    """The whole tour, into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (round(side * max(1.0, float(scale) * 0.9)) for side in (1400, 900))
    with DesktopSession(size=f"{width}x{height}") as session:
        session.start_accessibility()
        if dark:
            session.portal.prefer(DARK)
        home = session.folder / "home-tour"
        home.mkdir()
        fonts = home / "fonts.conf"
        fonts.write_text(FONTS)
        # Under the desktop's own name Qt asks GTK first.
        theme = {"GTK_THEME": "Adwaita:dark"} if dark else {}
        env = theme | {"LANG": language, "QT_SCALE_FACTOR": scale, "FONTCONFIG_FILE": str(fonts)}
        Tour(Desk(session), folder, home, env).walk()


if __name__ == "__main__":
    sys.exit(main())
