"""Open the desk; where there is no display, run the demonstration that needs none."""

import os
import sys

from counterfoil.__main__ import has_display, main

if not has_display(os.environ):
    print("There is no display here, so the demonstration runs without a window.", flush=True)
    sys.argv[1:] = ["demo", "--headless"]
sys.exit(main())
