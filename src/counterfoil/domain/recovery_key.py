"""A key of 32 bytes as people write it down: thirteen groups of five characters.

No character looks like another, and the last of each group checks it and its place, so that what
was copied wrongly is known by its group.
"""

from typing import Final

from counterfoil.domain.check_character import check_character, has_valid_check
from counterfoil.domain.errors import InvalidInput

KEY_BYTES: Final = 32
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS: Final = 13
_PART: Final = 4
"""Characters of a group that carry the key."""


def write_key(key: bytes) -> str:
    """Return the key in groups, with spaces between them."""
    number = int.from_bytes(key, "big")
    characters = []
    for _place in range(GROUPS * _PART):
        number, digit = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[digit])
    text = "".join(reversed(characters))
    parts = (text[at : at + _PART] for at in range(0, len(text), _PART))
    return " ".join(part + _check(place, part) for place, part in enumerate(parts))


def read_key(text: str) -> bytes:
    """Return the key that was written down; capitals, spaces and dashes do not matter.

    Raises InvalidInput, which names the group where one is mistyped.
    """
    folded = "".join(text.split()).replace("-", "").upper()
    size = _PART + 1
    if len(folded) != GROUPS * size:
        raise InvalidInput(
            "That is no recovery key: it has {groups} groups of {size} characters.",
            groups=GROUPS,
            size=size,
        )
    number = 0
    for place in range(GROUPS):
        group = folded[place * size : (place + 1) * size]
        if not set(group) <= set(ALPHABET) or not has_valid_check(
            ALPHABET[place] + group, ALPHABET
        ):
            raise InvalidInput(
                "Group {number} of the recovery key, {group}, is mistyped; look at it again.",
                number=place + 1,
                group=group,
            )
        for character in group[:_PART]:
            number = number * len(ALPHABET) + ALPHABET.index(character)
    if number >= 1 << (8 * KEY_BYTES):
        raise InvalidInput("That is no recovery key; look at its first group again.")
    return number.to_bytes(KEY_BYTES, "big")


def _check(place: int, part: str) -> str:
    return check_character(ALPHABET[place] + part, ALPHABET)
