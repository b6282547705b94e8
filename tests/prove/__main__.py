"""`python -m tests.prove [--effort SHARE] [NAME…]`."""

import sys

from tests.prove.runner import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
