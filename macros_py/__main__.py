"""``python -m macros_py`` is the command line."""

import sys

from macros_py.cli import main

sys.exit(main())
