"""A design as a JSON document, as it is kept with what was printed."""

import base64
import binascii
import json
from dataclasses import asdict, fields
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.contrast import colour_parts
from counterfoil.sheets.design import Design, Symbology, Template
from counterfoil.sheets.symbol import LEVELS

_KINDS: Final = {each.name: type(getattr(Design(), each.name)) for each in fields(Design)}
_MOST_IN_GROUP: Final = 128
_SHOWN: Final = 60


def design_to_json(design: Design) -> str:
    """Return a design as JSON, the logo's file in base64 (RFC 4648)."""
    document = asdict(design)
    if design.logo is not None:
        document["logo"] = base64.b64encode(design.logo).decode("ascii")
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def design_from_json(text: str) -> Design:
    """Return the design of a document; what it does not name is as in a new design.

    Raises InvalidInput where it is no such document.
    """
    document = _document(text)
    unknown = set(document) - set(_KINDS)
    if unknown:
        raise InvalidInput(
            "A label’s design has no “{name}”; leave it out.", name=min(unknown)[:_SHOWN]
        )
    values = {name: _value(name, value) for name, value in document.items()}
    design = Design(**values)  # type: ignore[arg-type]
    if design.level not in LEVELS:
        raise _wrong("level", design.level)
    if not 0 <= design.group <= _MOST_IN_GROUP:
        raise _wrong("group", design.group)
    for colour in (design.ink, design.paper, design.band):
        colour_parts(colour)
    return design


def _document(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_design() from None
    if not isinstance(document, dict):
        raise _no_design()
    return document


def _value(name: str, value: object) -> object:
    if name == "logo":
        return _logo(value)
    kind = _KINDS[name]
    if kind in {Template, Symbology}:
        try:
            return kind(value)
        except ValueError:
            raise _wrong(name, value) from None
    if type(value) is not kind:
        raise _wrong(name, value)
    return value


def _logo(value: object) -> bytes | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong("logo", value)
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _wrong("logo", f"{value[:20]}…") from None


def _no_design() -> InvalidInput:
    return InvalidInput("This is no label’s design; give the JSON document of one.")


def _wrong(name: str, value: object) -> InvalidInput:
    return InvalidInput(
        "{value} is not what a label’s design has as “{name}”; choose another.",
        name=name,
        value=repr(value)[:_SHOWN],
    )
