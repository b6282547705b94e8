"""What is wrong with a text of a form."""

from collections.abc import Callable
from typing import Final

from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.text import check_text

LONGEST: Final = 255
LONGEST_DESCRIPTION: Final = 10_000


def refused(check: Callable[[], object]) -> UserError | None:
    """Return what a check of the domain's refuses with."""
    try:
        check()
    except UserError as error:
        return error
    return None


def of_text(text: str, most: int = LONGEST) -> UserError | None:
    """Return why a text cannot be kept, None where it can."""
    if len(text) > most:
        return InvalidInput(
            "It has {length} characters; shorten it to {most}.", length=len(text), most=most
        )
    return refused(lambda: check_text(text))
