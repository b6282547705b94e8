"""Whether a question of a till's is of the shape that tills write, before anything is looked up."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from counterfoil.domain.errors import InvalidInput

_DIGEST: Final = re.compile(r"[0-9a-f]{32}")
_MOST_HUNDREDTHS: Final = 2**63 - 1
_Test = Callable[[object], bool]


def check_question(body: Mapping[str, Any], attached: Mapping[str, Any]) -> None:
    """Check the body of an intent and what travels beside it. Raises InvalidInput."""
    about = _COUPON if "coupon" in body else _CODE
    wrong = next((name for name, test in about.items() if not test(body.get(name))), None)
    wrong = wrong or next(
        (name for name, test in _BESIDE.items() if not test(attached.get(name))), None
    )
    if wrong is not None:
        raise InvalidInput("This is no question: {field} is not what a till writes.", field=wrong)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _amount(value: object) -> bool:
    return value is None or (type(value) is int and abs(value) <= _MOST_HUNDREDTHS)


def _digests(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) and _DIGEST.fullmatch(each) for each in value
    )


def _texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(map(_text, value)))


def _attributes(value: object) -> bool:
    return value is None or (
        isinstance(value, dict)
        and not any(isinstance(each, dict | list) for each in value.values())
    )


_COMMON: Final[Mapping[str, _Test]] = dict.fromkeys(("store", "staff", "source"), _text)
_CODE: Final[Mapping[str, _Test]] = {
    **_COMMON,
    **dict.fromkeys(("member", "event", "event_id"), _text_or_none),
    "codes": _digests,
    "amount": _amount,
}
_COUPON: Final[Mapping[str, _Test]] = {**_COMMON, "coupon": _digests}
_BESIDE: Final[Mapping[str, _Test]] = {
    **dict.fromkeys(("card", "form"), _text_or_none),
    "texts": _texts,
    "body": _attributes,
}
