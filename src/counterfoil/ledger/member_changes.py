"""What differs between two rows of a member, by name: so that two changes at once both hold."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from counterfoil.ledger.tables.base import dump, load

_TABLES: Final = ("labels", "custom_attributes")
"""Columns of keys and values; each key is a change of its own."""

_SETS: Final = ("segments",)
"""Columns of codes; each code is a change of its own."""


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of what differs: columns, and `column.key` inside those that have keys."""
    return [name for column in sorted(after) for name in _names(column, before, after)]


def merged(
    kept: Mapping[str, Any], sent: Mapping[str, Any], changed: Iterable[str]
) -> dict[str, Any]:
    """Return the row `kept` with what `changed` names taken from `sent`."""
    result = dict(kept)
    for name in changed:
        column, _, key = name.partition(".")
        if column not in sent:
            continue
        result[column] = _with(result[column], sent[column], key) if key else sent[column]
    return result


def _names(column: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if column not in _TABLES + _SETS:
        return [] if before[column] == after[column] else [column]
    old, new = (_entries(row[column]) for row in (before, after))
    keys = sorted(old.keys() | new.keys())
    return [f"{column}.{key}" for key in keys if old.get(key) != new.get(key)]


def _with(kept: str, sent: str, key: str) -> str:
    """Return a column's text with one of its keys as `sent` has it."""
    is_set = isinstance(load(kept), list)
    result, others = _entries(kept), _entries(sent)
    if key in others:
        result[key] = others[key]
    else:
        result.pop(key, None)
    return dump(sorted(result) if is_set else result)


def _entries(text: str) -> dict[str, Any]:
    there = load(text)
    return dict.fromkeys(there, True) if isinstance(there, list) else dict(there)
