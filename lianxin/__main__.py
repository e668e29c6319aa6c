"""``python -m lianxin`` is the command ``lianxin``."""

import sys

from lianxin.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
