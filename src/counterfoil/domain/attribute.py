"""Attributes: what conditions and formulas can look at, by the names of the field."""

from collections.abc import Mapping
from typing import Final

from counterfoil.domain.errors import InvalidInput

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("body", "eventDate", "eventType"),
    "member": (
        "tier",
        "segments",
        "labels",
        "customAttributes",
        "wallets",
        "registrationDate",
        "loyaltyCardNumber",
        "firstName",
        "lastName",
        "email",
        "phone",
    ),
    "transaction": ("grossValue",),
    "store": ("code", "name"),
    "code": ("prefix", "batch", "labels"),
}
"""Each thing that can be looked at, and its attributes; a referrer has those of a member."""

ROOTS: Final = (*ATTRIBUTES, "referrer")

ABSENT: Final = object()
"""Stands for an attribute that is not there: no member, no amount, no such key."""


def attributes_of(root: str) -> tuple[str, ...]:
    """Return the attributes of `root`, none where there is no such thing."""
    return ATTRIBUTES.get("member" if root == "referrer" else root, ())


def check_root(root: str) -> None:
    """Check that there is such a thing as `root` to look at.

    Raises:
        InvalidInput: there is not.
    """
    if root not in ROOTS:
        raise InvalidInput(
            "“{attribute}” cannot be looked at; begin with {known}.",
            attribute=root[:80],
            known=", ".join(ROOTS),
        )


def check_attribute(path: str) -> None:
    """Check that `path`, such as `member.customAttributes.shoeSize`, can be looked at.

    What a custom event, a member or a label calls its own is not checked: any name may turn up.

    Raises:
        InvalidInput: it names nothing that can be looked at, or no attribute of it.
    """
    root, _, rest = path.partition(".")
    check_root(root)
    known = attributes_of(root)
    if rest.partition(".")[0] not in known:
        raise InvalidInput(
            "{attribute} is not an attribute; {root} has {known}.",
            attribute=path[:80],
            root=root,
            known=", ".join(known),
        )


def look_up(known: Mapping[str, object], path: str) -> object:
    """Return what `path` leads to in `known`, or `ABSENT`. A key may itself hold dots."""
    if path in known:
        return known[path]
    head, dot, rest = path.partition(".")
    inner = known.get(head)
    return look_up(inner, rest) if dot and isinstance(inner, Mapping) else ABSENT
