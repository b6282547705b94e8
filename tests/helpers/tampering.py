"""Ways to tamper with a journal of five entries."""

from collections.abc import Callable
from dataclasses import replace

from counterfoil.domain.entry import SignedEntry, entry_hash
from tests.helpers.chains import NOW, OTHER, chain, signed


def edited(entries: list[SignedEntry]) -> list[SignedEntry]:
    changed = replace(entries[2].entry, body={"amount": 1})
    return [*entries[:2], replace(entries[2], entry=changed), *entries[3:]]


def edited_and_hashed(entries: list[SignedEntry]) -> list[SignedEntry]:
    changed = replace(entries[2].entry, body={"amount": 1})
    sealed = replace(entries[2], entry=changed, hash=entry_hash(changed))
    return [*entries[:2], sealed, *entries[3:]]


def edited_and_signed(entries: list[SignedEntry]) -> list[SignedEntry]:
    """By somebody who has the device's key, but leaves what comes after."""
    return [*entries[:2], signed(replace(entries[2].entry, body={"amount": 1})), *entries[3:]]


def backdated(entries: list[SignedEntry]) -> list[SignedEntry]:
    return [*entries[:4], signed(replace(entries[4].entry, wall_time=NOW))]


TAMPERINGS: dict[str, Callable[[list[SignedEntry]], list[SignedEntry]]] = {
    "edited": edited,
    "edited_and_hashed": edited_and_hashed,
    "edited_and_signed": edited_and_signed,
    "backdated": backdated,
    "dropped": lambda c: [*c[:2], *c[3:]],
    "first_dropped": lambda c: c[1:],
    "doubled": lambda c: [*c[:3], *c[2:]],
    "reordered": lambda c: [*c[:2], c[3], c[2], c[4]],
    "renumbered": lambda c: [c[0], replace(c[1], entry=replace(c[1].entry, n=3)), *c[2:]],
    "signature_taken_from_another": lambda c: [replace(c[0], signature=c[1].signature), *c[1:]],
    "signed_by_another": lambda c: [*c[:4], signed(c[4].entry, OTHER)],
    "all_signed_by_another": lambda c: [signed(each.entry, OTHER) for each in c],
    "written_by_another_device": lambda c: chain(len(c), OTHER),
    "cut": lambda c: c[:4],
    "emptied": lambda _: [],
}
