"""The frozen program's first line: the same door as the console script."""

import sys

from ui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
