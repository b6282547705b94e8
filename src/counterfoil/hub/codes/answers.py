"""Codes as they are answered."""

from pydantic import BaseModel

from counterfoil.hub.scroll import Next, Total
from counterfoil.ledger.codes.listing import CodeLine


class CodeUse(BaseModel):
    """The last use of a code; `loyaltyCardNumber` is empty where there was no member."""

    customEventId: str  # noqa: N815 - the name in the API
    usedAt: str  # noqa: N815
    store: str
    staff: str
    loyaltyCardNumber: str  # noqa: N815
    reversedAt: str | None  # noqa: N815


class CodeAnswer(BaseModel):
    """One redemption code."""

    redemptionCodeId: str  # noqa: N815
    code: str
    status: str
    batchId: int  # noqa: N815
    batch: str
    createdAt: str  # noqa: N815
    use: CodeUse | None
    sheet: int | None
    place: int | None


class CodeList(BaseModel):
    """A page of codes."""

    items: list[CodeAnswer]
    total: Total
    scroll: Next


def answered(line: CodeLine) -> dict[str, object]:
    """Return a code as it is answered."""
    use = line.use
    return {
        "redemptionCodeId": str(line.id),
        "code": line.text,
        "status": line.status.value,
        "batchId": line.batch_id,
        "batch": line.batch,
        "createdAt": line.created_at.isoformat(),
        "use": use
        and {
            "customEventId": use.redemption_id,
            "usedAt": use.at.isoformat(),
            "store": use.store,
            "staff": use.staff,
            "loyaltyCardNumber": use.card,
            "reversedAt": use.undone_at.isoformat() if use.undone_at else None,
        },
        "sheet": line.sheet,
        "place": line.place,
    }
