"""The packed `hourpass-cli`."""

import sys

from hourpass.cli.packed import main

sys.exit(main())
