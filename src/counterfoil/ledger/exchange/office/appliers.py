"""The appliers of what people did on devices, by kind."""

from collections.abc import Mapping
from typing import Final

from counterfoil.domain.entry import Kind
from counterfoil.domain.store import Act
from counterfoil.ledger.exchange.applying import Applier
from counterfoil.ledger.exchange.office import catalogue, people
from counterfoil.ledger.exchange.office.codes import codes_voided
from counterfoil.ledger.exchange.office.coupons import coupon_unused, coupon_used
from counterfoil.ledger.exchange.office.judging import managed
from counterfoil.ledger.exchange.office.members import member_erased, member_saved, units_adjusted
from counterfoil.ledger.exchange.office.sheets import sheet_reprinted, sheets_printed

OFFICE_APPLIERS: Final[Mapping[Kind, Applier]] = {
    Kind.CAMPAIGN_SAVED: managed(catalogue.campaign_saved, Act.SAVE_CAMPAIGN),
    Kind.SCHEMA_SAVED: managed(catalogue.schema_saved, Act.SAVE_SCHEMA),
    Kind.REWARD_SAVED: managed(catalogue.reward_saved, Act.SAVE_REWARD),
    Kind.STORE_SAVED: managed(catalogue.store_saved, Act.SAVE_STORE),
    Kind.GROUP_SAVED: managed(catalogue.group_saved, Act.SAVE_GROUP),
    Kind.STAFF_SAVED: managed(people.staff_saved, Act.SAVE_STAFF),
    Kind.PIN_SET: managed(people.pin_set),
    Kind.PIN_CLEARED: managed(people.pin_cleared, Act.SAVE_STAFF),
    Kind.MEMBER_SAVED: member_saved,
    Kind.UNITS_ADJUSTED: managed(units_adjusted, Act.ADJUST_UNITS),
    Kind.MEMBER_ERASED: managed(member_erased, Act.ERASE_MEMBER),
    Kind.CODES_VOIDED: managed(codes_voided, Act.VOID_CODES),
    Kind.COUPON_USED: coupon_used,
    Kind.COUPON_UNUSED: managed(coupon_unused, Act.REVERSE),
    Kind.SHEETS_PRINTED: managed(sheets_printed, Act.PRINT_CODES),
    Kind.SHEET_REPRINTED: managed(sheet_reprinted, Act.PRINT_CODES),
}
