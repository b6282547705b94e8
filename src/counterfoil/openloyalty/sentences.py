"""What pydantic found wrong, as sentences that name the place and what may stand there."""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from counterfoil.domain.errors import InvalidInput

MOST_PROBLEMS = 5
_LONGEST_SHOWN = 40
# How much alike a name must be to be the one that was meant; 1 is the same.
_ALIKE = 0.68

_SAYS = {
    "wanted": "is {shown}; give {what}",
    "enum": "is {shown}; it can be {expected}",
    "literal_error": "is {shown}; it can be {expected}",
    "too_long": "has {actual_length} items; at most {max_length} are allowed",
    "too_short": "is empty; give at least one",
    "string_too_long": "is too long; at most {max_length} characters are allowed",
    "string_too_short": "is empty; fill it in",
    "string_pattern_mismatch": "is {shown}, which has spaces or characters that cannot stand there",
    "greater_than": "is {shown}; give a number above {gt}",
    "greater_than_equal": "is {shown}; give a number from {ge} on",
    "less_than_equal": "is {shown}; give a number up to {le}",
}
_WANTED = {
    "string": "a text",
    "list": "a list",
    "tuple": "a list",
    "dict": "an object",
    "mapping": "an object",
    "model_type": "an object",
    "model_attributes": "an object",
}


def refusal(error: ValidationError, shape: type[BaseModel], root: str) -> InvalidInput:
    """Return the problems of `error`, one sentence each, the first few in full."""
    # A field that is not known often is why another one is missing.
    errors = sorted(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    problems = [_sentence(each, shape, root) for each in errors]
    left = len(problems) - MOST_PROBLEMS
    if left > 0:
        problems[MOST_PROBLEMS:] = [f"There {'are' if left > 1 else 'is'} {left} more like these."]
    return InvalidInput("{problems}", problems=" ".join(problems))


def shown(value: object) -> str:
    """Return a JSON value as a sentence can quote it."""
    if isinstance(value, dict | list | tuple):
        return "an object" if isinstance(value, dict) else "a list"
    return json.dumps(
        _cut(value) if isinstance(value, str) else value, ensure_ascii=False, default=str
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _sentence(error: ErrorDetails, shape: type[BaseModel], root: str) -> str:
    tags = _tags(shape)
    location = [part for part in error["loc"] if part not in tags]
    path = root + "".join(f"[{p}]" if isinstance(p, int) else f".{_cut(p)}" for p in location)
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"{path} is not known here; {_known(error['loc'], shape)}."
    if kind == "missing":
        return f"{path} is missing."
    if kind == "mend":
        return f"{path}: {context['sentence']}"
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _wrong_tag(path, kind, context, sorted(tags))
    return f"{path} {_what(kind, context, error['input'])}."


def _what(kind: str, context: Mapping[str, Any], value: object) -> str:
    says = _SAYS.get(kind) or next(
        (f"is {{shown}}; give {what}" for start, what in _WANTED.items() if kind.startswith(start)),
        "is {shown}; give another value",
    )
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    return says.format(**{**context, "shown": shown(value), "expected": expected})


def _wrong_tag(path: str, kind: str, context: Mapping[str, Any], tags: list[str]) -> str:
    field = str(context["discriminator"]).strip("'")
    if kind == "union_tag_not_found":
        return f"{path}.{field} is missing; it can be {', '.join(tags)}."
    return f"{path}.{field} is {shown(context['tag'])}; it can be {', '.join(tags)}."


def _known(location: tuple[int | str, ...], shape: type[BaseModel]) -> str:
    names = _names_at(location[:-1], shape)
    near = difflib.get_close_matches(str(location[-1]), names, n=1, cutoff=_ALIKE)
    if near:
        return f"did you mean {near[0]}"
    return f"{'it' if names else 'nothing'} can be {', '.join(names) or 'added there'}"


def _names_at(location: Iterable[int | str], shape: type[BaseModel]) -> list[str]:
    """Return the names of the fields that the object at `location` can have."""
    found = [shape]
    for part in location:
        tagged = [each for each in found if len(found) > 1 and part in _own_tag(each)]
        fields = [f for each in found for f in each.model_fields.values() if f.alias == part]
        if tagged:
            found = tagged
        elif fields:
            found = [each for field in fields for each in _models(field.annotation)]
    return sorted({f.alias or name for each in found for name, f in each.model_fields.items()})


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _tags(shape: type[BaseModel]) -> frozenset[str]:
    """Return every value that tells the members of a union below `shape` apart."""
    below = [m for f in shape.model_fields.values() for m in _models(f.annotation)]
    return _own_tag(shape).union(*(_tags(each) for each in below))


def _own_tag(shape: type[BaseModel]) -> frozenset[str]:
    field = shape.model_fields.get("effect")
    return frozenset(get_args(field.annotation)) if field else frozenset()
