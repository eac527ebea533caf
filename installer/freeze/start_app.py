"""The packed `hourpass`."""

import sys

from hourpass.__main__ import main

sys.exit(main())
