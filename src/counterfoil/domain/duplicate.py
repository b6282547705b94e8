"""A campaign made from another: the next round of it, with a prefix and a name of its own."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from counterfoil.domain.campaign import REQUIRED_LOCALE, Campaign
from counterfoil.domain.prefix import rotated_prefix

LONGEST_NAME = 255
_NUMBERED = re.compile(r"(.*\S)\s*\((\d{1,6})\)", re.DOTALL)


def duplicate(
    campaign: Campaign,
    new_id: str,
    name: str,
    taken_prefixes: Collection[str] = (),
    now: datetime | None = None,
) -> Campaign:
    """Return a copy of `campaign` under another id and name: inactive, without codes.

    Its prefix is rotated, so that no code of one can be taken for a code of the other; where every
    prefix like it is taken, the copy keeps the old one.
    """
    text = replace(campaign.translations[REQUIRED_LOCALE], name=name)
    code_format = campaign.code_format
    if code_format and code_format.prefix:
        rotated = rotated_prefix(code_format.prefix, taken_prefixes, now)
        code_format = replace(code_format, prefix=rotated or code_format.prefix)
    return replace(
        campaign,
        id=new_id,
        translations={**campaign.translations, REQUIRED_LOCALE: text},
        code_format=code_format,
        active=False,
        archived=False,
        version=1,
    )


def copied_name(name: str, taken: Collection[str]) -> str:
    """Return `name` with the next free number behind it: Summer, Summer (2), Summer (3)."""
    numbered = _NUMBERED.fullmatch(name)
    stem, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
    known = {each.casefold() for each in taken}
    while True:
        number += 1
        ending = f" ({number})"
        copied = stem[: LONGEST_NAME - len(ending)].rstrip() + ending
        if copied.casefold() not in known:
            return copied
