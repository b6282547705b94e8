"""The columns of an export: ours, and those that other systems' importers read.

What a campaign here gives has no counterpart there, so each file says which codes there are,
whether they were used, and when they hold; what a code is worth is set where it is imported.

Voucherify: the import of codes into a campaign of its own, as named in "Codes import" on
docs.voucherify.io/build/discount-code-import.

Shopify has no import of discount codes itself; the columns are those of its Matrixify app, on
matrixify.app/documentation/discounts. The codes join the discount whose title is the campaign's
name. The app knows what a CSV file holds by the word "discount" in its name.

WooCommerce: coupons as its CSV importers read them, on
webtoffee.com/import-coupons-in-bulk-using-a-csv-file-smart-coupon-for-woocommerce. A used code has
no use left; a void one is a draft.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.cell import guarded
from counterfoil.ledger.codes.uses import LastUse

Cells = tuple[str, ...]


class Preset(StrEnum):
    """Whose columns an export has."""

    OURS = "counterfoil"
    VOUCHERIFY = "voucherify"
    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"


@dataclass(frozen=True, slots=True)
class Line:
    """What the cells beside a code are made of."""

    campaign: Campaign
    batch: Batch
    status: CodeStatus
    use: LastUse | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A heading, and the cells before and after the code, which are alike for many codes.

    Where they are `placed`, two more cells follow: the sheet a code is printed on, and its place.
    """

    heading: Cells
    before: Callable[[Line], Cells]
    after: Callable[[Line], Cells]
    placed: bool = False


def _nothing(_: Line) -> Cells:
    return ()


def _ours(line: Line) -> Cells:
    made = (line.status.value, guarded(line.batch.name), _moment(line.batch.created_at))
    use = line.use
    if use is None:
        return (*made, "", "", "", "", "", "")
    names = (guarded(name) for name in (use.store, use.staff, use.card))
    undone = "" if use.undone_at is None else _moment(use.undone_at)
    return (*made, _moment(use.at), *names, use.redemption_id, undone)


def _voucherify(line: Line) -> Cells:
    activity = line.campaign.activity
    return (
        guarded(line.batch.name),
        "FALSE" if line.status is CodeStatus.VOID else "TRUE",
        _precise(activity.starts_at),
        _precise(activity.ends_at),
        _times(line),
        "1",
        guarded(line.campaign.name),
    )


def _shopify(line: Line) -> Cells:
    return (guarded(line.campaign.name), "MERGE")


def _woocommerce(line: Line) -> Cells:
    ends_at = line.campaign.activity.ends_at
    return (
        guarded(line.campaign.name),
        "draft" if line.status is CodeStatus.VOID else "publish",
        f"{line.batch.created_at:%Y-%m-%d %H:%M:%S}",
        "fixed_cart",
        "0",
        "1",
        _times(line),
        "" if ends_at is None else f"{ends_at:%Y-%m-%d}",
    )


def _times(line: Line) -> str:
    return "1" if line.status is CodeStatus.USED else "0"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _precise(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


COLUMNS: Mapping[Preset, Columns] = {
    Preset.OURS: Columns(
        (
            "code",
            "status",
            "batch",
            "createdAt",
            "usedAt",
            "store",
            "staff",
            "member",
            "redemption",
            "undoneAt",
            "sheet",
            "place",
        ),
        _nothing,
        _ours,
        placed=True,
    ),
    Preset.VOUCHERIFY: Columns(
        (
            "Code",
            "Category",
            "Active",
            "Start Date",
            "Expiration Date",
            "Redeemed Quantity",
            "Redemption Limit",
            "Additional Info",
        ),
        _nothing,
        _voucherify,
    ),
    Preset.SHOPIFY: Columns(("Title", "Command", "Code"), _shopify, _nothing),
    Preset.WOOCOMMERCE: Columns(
        (
            "post_title",
            "post_excerpt",
            "post_status",
            "post_date",
            "discount_type",
            "coupon_amount",
            "usage_limit",
            "usage_count",
            "expiry_date",
        ),
        _nothing,
        _woocommerce,
    ),
}
