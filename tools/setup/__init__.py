"""Sets the machine up from a fresh clone, with the standard library alone.

The other modules need Python 3.11. This one is also read by an older Python, to say so in one plain line.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the reader may be older than the program allows
    sys.exit("Unknot needs Python 3.11 or newer. Name the one to use: make PYTHON=python3.11 ...")
