"""The lines in which a till is asked for its hub's address, an invitation and a name."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.translation import _

LONGEST, LONGEST_NAME = 300, 100


def invitation_lines() -> tuple[QLineEdit, QLineEdit, QLineEdit]:
    """Return the lines for address, invitation and name."""
    return line(LONGEST), line(LONGEST), line(LONGEST_NAME)


def are_given(fields: Mapping[QLineEdit, Field], address: QLineEdit, token: QLineEdit) -> bool:
    """Say whether address and invitation are there; which one is not is said in its place."""
    for part, sentence in (
        (address, _("Give the hub’s address.")),
        (token, _("Give the invitation.")),
    ):
        if not part.text().strip():
            fields[part].show_error(sentence)
            part.setFocus()
            return False
    return True
