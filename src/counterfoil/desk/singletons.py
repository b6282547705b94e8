"""Keep `None`, `True` and `False` alive under PySide6 6.12 on Python 3.11.

PySide6 6.12 counts on Python 3.12, where these three cannot die: each `Signal.emit` gives back a
`True`, and each wrapped call without a result a `None`, that it never took a reference to. Measured
with `sys.getrefcount` on 3.11: one lost per call, so that after some thousand calls the interpreter
ends with "deallocating True or False". A reference count that cannot be used up makes 3.11 like its
successors.
"""

import ctypes
import sys

FIRST_WITHOUT_NEED = (3, 12)
# A hundred million signals a second would need more than a century to use these up.
REFERENCES = 1 << 60


def keep_alive() -> None:
    """Make the three live for ever, once; does nothing where they already do."""
    if sys.version_info >= FIRST_WITHOUT_NEED or sys.implementation.name != "cpython":
        return
    for value in (None, True, False):
        if sys.getrefcount(value) < REFERENCES // 2:
            # The reference count is the first field of every object of CPython before 3.12.
            ctypes.c_ssize_t.from_address(id(value)).value += REFERENCES
