"""Members and wallets as they are answered."""

from pydantic import BaseModel, ConfigDict

from counterfoil.domain.member import DEFAULT_WALLET, Member
from counterfoil.domain.units import plain
from counterfoil.hub.scroll import Next, Total
from counterfoil.ledger.wallet_statement import Totals
from counterfoil.openloyalty.member import write_member


class MadeMember(BaseModel):
    """Which member was made or changed; `customerId` is the old name of `memberId`."""

    memberId: str  # noqa: N815 - the name in the API
    customerId: str  # noqa: N815
    loyaltyCardNumber: str  # noqa: N815


class MemberAnswer(BaseModel):
    """A member."""

    model_config = ConfigDict(extra="allow")

    memberId: str  # noqa: N815
    customerId: str  # noqa: N815
    loyaltyCardNumber: str  # noqa: N815
    firstName: str  # noqa: N815
    lastName: str  # noqa: N815
    email: str
    phone: str
    registeredAt: str  # noqa: N815
    tier: str | None
    segments: list[str]
    active: bool
    activePoints: float  # noqa: N815


class MemberList(BaseModel):
    """A page of members."""

    items: list[MemberAnswer]
    total: Total
    scroll: Next


class WalletType(BaseModel):
    """What is kept in a wallet."""

    code: str
    name: str
    isDefault: bool  # noqa: N815
    active: bool


class Account(BaseModel):
    """The units in a wallet, and those that ever came in and went out."""

    activeUnits: float  # noqa: N815
    earnedUnits: float  # noqa: N815
    spentUnits: float  # noqa: N815


class WalletAnswer(BaseModel):
    """A wallet of a member."""

    walletId: str  # noqa: N815
    walletType: WalletType  # noqa: N815
    account: Account


class WalletList(BaseModel):
    """A member's wallets."""

    items: list[WalletAnswer]
    total: Total


class TransferAnswer(BaseModel):
    """Which transfer was made, and the balance of the wallet now."""

    transferId: str  # noqa: N815
    activeUnits: float  # noqa: N815


def made(member: Member) -> dict[str, object]:
    """Return which member was made or changed."""
    return {
        "memberId": member.id,
        "customerId": member.id,
        "loyaltyCardNumber": member.loyalty_card_number,
    }


def answered(member: Member) -> dict[str, object]:
    """Return a member as they are answered."""
    body = write_member(member)["member"]
    assert isinstance(body, dict)  # noqa: S101 - what the room writes
    balance = member.wallets.get(DEFAULT_WALLET)
    return {**body, **made(member), "activePoints": 0 if balance is None else plain(balance)}


def wallet(member: Member, totals: Totals) -> dict[str, object]:
    """Return a wallet as it is answered."""
    code = totals.wallet_code
    return {
        "walletId": f"{member.id}.{code}",
        "walletType": {
            "code": code,
            "name": code,
            "isDefault": code == DEFAULT_WALLET,
            "active": True,
        },
        "account": {
            "activeUnits": plain(totals.balance),
            "earnedUnits": plain(totals.earned),
            "spentUnits": plain(totals.spent),
        },
    }
