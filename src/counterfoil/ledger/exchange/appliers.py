"""Which applier takes an entry in, by its kind. A kind that has none is unknown to this hub."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from counterfoil.domain.entry import Kind
from counterfoil.ledger.exchange.applying import Applier, kept

_PARTS: Final = (
    ("counterfoil.ledger.rights.appliers", "RIGHTS_APPLIERS"),
    ("counterfoil.ledger.exchange.office.appliers", "OFFICE_APPLIERS"),
    ("counterfoil.ledger.exchange.device_appliers", "DEVICE_APPLIERS"),
)

_KEPT: Final = (
    Kind.DEVICE_ADDED,
    Kind.SIGNED_IN,
    Kind.SIGN_IN_REFUSED,
    Kind.COUPON_REFUSED,
    Kind.RESTORED,
    Kind.REPAIRED,
    Kind.MEMBER_EXPORTED,
    Kind.JOINED,
    Kind.ONLINE_ANSWER,
    Kind.EPOCH_BEGUN,
)
"""Kinds that are kept in the journal and change nothing else at the hub."""


def _part(module: str, name: str) -> Mapping[Kind, Applier]:
    try:
        return getattr(import_module(module), name)  # type: ignore[no-any-return]
    except ModuleNotFoundError as error:
        if not module.startswith(str(error.name)):
            raise
        return {}


APPLIERS: Final[dict[Kind, Applier]] = dict.fromkeys(_KEPT, kept)
for _module, _name in _PARTS:
    APPLIERS.update(_part(_module, _name))
