"""What a scanned text means: which part of it may be the code. Pure.

Understood are bare codes, AIM identifiers (ISO/IEC 15424), GS1 element strings (GS1 General
Specifications, 7.8), GS1 Digital Link URIs, and URLs that carry a code in their last path segment,
 a query parameter or the fragment. Folding of case, dashes and look-alikes is not done here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from counterfoil.scanning.gs1 import GS, digital_link, element_string

Kind: TypeAlias = Literal["code", "url", "gs1", "gs1_digital_link"]

LONGEST_TEXT = 2048
LONGEST_CANDIDATE = 128
MOST_CANDIDATES = 8

# Of ISO/IEC 15424: ] with a letter for the symbology and a modifier. These modifiers say that the
# content is a GS1 element string (GS1 General Specifications, 5.4.6.4 and the like).
AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
AIM_GS1 = frozenset({"]C1", "]d2", "]Q3", "]e0", "]e1", "]e2", "]J1"})
PARAMETERS = ("code", "promo_code", "promocode", "coupon", "voucher", "c")
SCHEMES = frozenset({"http", "https"})
# Zero-width characters and marks of direction: seen by nobody, so never part of a code. A right-to-
# left override makes one code look like another.
HIDDEN = frozenset({"Cf", "Cs", "Co", "Cn"})
FRAMING = "\x02\x03\x04\r\n\t \ufeff"


@dataclass(frozen=True, slots=True)
class Payload:
    """What may be the code in a scanned text, the likeliest first, and how it was carried."""

    candidates: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The text can hold no code; `reason` is an English sentence for the screen and the log."""

    reason: str


def read_payload(text: str, aim: str | None = None) -> Payload | Unreadable:
    """Return what `text` carries; `aim` is the identifier that the reader gave apart from the text.

    Never raises; at most 8 candidates of at most 128 characters each.
    """
    if len(text) > LONGEST_TEXT:
        return Unreadable("This is far too long to be a code; scan the code on the coupon.")
    inner, said = _without_aim(text.strip(FRAMING))
    aim = said or aim
    if not inner:
        return Unreadable("Nothing was read; scan the code again.")
    refused = _garbage(inner, gs1=aim in AIM_GS1 or GS in inner)
    if refused:
        return refused
    candidates, kind = _meaning(inner, aim)
    usable = tuple(filter(_is_usable, dict.fromkeys(candidates)))
    if not usable:
        return Unreadable("There is no code in what was read; scan the code on the coupon.")
    return Payload(usable[:MOST_CANDIDATES], kind)


def _is_usable(candidate: str) -> bool:
    """Tell whether it can be a code; what a URL quotes, or GS parts, comes to light only now."""
    return 0 < len(candidate) <= LONGEST_CANDIDATE and not _garbage(candidate, gs1=False)


def _without_aim(text: str) -> tuple[str, str | None]:
    if AIM.match(text):
        return text[3:].strip(FRAMING), text[:3]
    return text, None


def _garbage(text: str, *, gs1: bool) -> Unreadable | None:
    kinds = {unicodedata.category(c) for c in text if not (gs1 and c == GS)}
    if "Cc" in kinds:
        return Unreadable("The code holds control characters; check the scanner's settings.")
    if kinds & HIDDEN:
        return Unreadable("The code holds hidden characters; do not accept this coupon unseen.")
    return None


def _meaning(text: str, aim: str | None) -> tuple[list[str], Kind]:
    url = _url(text)
    if url is not None:
        linked = digital_link(url)
        if linked:
            return [*linked, *_from_url(url)], "gs1_digital_link"
        return list(_from_url(url)), "url"
    if aim in AIM_GS1 or GS in text:
        return [*element_string(text), text.replace(GS, "")], "gs1"
    plain = [text]
    if aim in {"]E0", None} and re.fullmatch(r"0[0-9]{12}", text):
        plain.append(text[1:])  # UPC-A is EAN-13 with a leading 0; what was printed has none
    return plain, "code"


def _url(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        named = url.hostname
    except ValueError:  # such as a torn IPv6 address
        return None
    return url if url.scheme.lower() in SCHEMES and named else None


def _from_url(url: SplitResult) -> Iterator[str]:
    yield from _parameters(url.query)
    yield from _parameters(url.fragment)
    fragment = unquote(url.fragment).strip("/!")
    if fragment and "=" not in fragment:
        yield fragment.rsplit("/", 1)[-1].strip()
    segments = [part for part in url.path.split("/") if part]
    if segments:
        yield unquote(segments[-1]).strip()
    bare = unquote(url.query)
    if bare and "=" not in bare:
        yield bare.strip()


def _parameters(query: str) -> Iterator[str]:
    try:
        given = parse_qsl(query, max_num_fields=50)
    except ValueError:
        return
    by_name = {name.lower(): value for name, value in reversed(given)}
    yield from (by_name[name].strip() for name in PARAMETERS if name in by_name)
