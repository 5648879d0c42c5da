"""`python -m nybrott.cli` is `nybrott`."""

import sys

from nybrott.cli import main

sys.exit(main())
