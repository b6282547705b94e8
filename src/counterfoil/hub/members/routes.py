"""`member`: made, listed, read, changed, and what is in their wallets."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.responses import JSONResponse

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act
from counterfoil.hub.body import Document
from counterfoil.hub.described import MemberId, known_parameters, takes
from counterfoil.hub.members.answers import (
    MadeMember,
    MemberAnswer,
    MemberList,
    WalletList,
    answered,
    made,
    wallet,
)
from counterfoil.hub.members.sent import WRAPPERS, body_of, merged, with_card
from counterfoil.hub.paging import Paging
from counterfoil.hub.scroll import Part, Scrolling
from counterfoil.hub.session import Caller, Session
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import (
    count_found,
    count_members,
    find_by_card,
    get_member,
    list_members,
    new_member_id,
    save_member,
    update_member,
)
from counterfoil.ledger.staff import require
from counterfoil.ledger.wallet_statement import totals
from counterfoil.openloyalty.member import MemberShape, read_member, referrer_card, write_member

MOST_SKIPPED: Final = 50_000
"""Members that a page may lie behind, some 20 ms; beyond, Open Loyalty too has only `_scroll`."""
_MOST_COUNTED: Final = 1_000
_FIELDS: Final = (
    *("loyalty_card_number", "first_name", "last_name", "email", "phone", "registered_at"),
    *("labels", "tier", "segments", "custom_attributes", "referrer_id", "active"),
)

router = APIRouter(
    prefix="/api/{storeCode}/member",
    tags=["Member"],
    dependencies=[Depends(known_parameters)],
)


@router.post(
    "", response_model=MadeMember, openapi_extra=takes(MemberShape, *WRAPPERS), summary="Add"
)
def add_route(caller: Caller, document: Document) -> JSONResponse:
    """Add a member; a loyalty card number is drawn where none is given.

    What Open Loyalty asks for beside (agreements, gender, birthDate, address, company) is taken
    and not kept.
    """
    body = with_card(body_of(document))
    member = _read(caller, body, new_member_id())
    return JSONResponse(made(save_member(caller.ledger, member, caller.staff, caller.now)))


@router.get("", response_model=MemberList, summary="Get members")
def list_route(
    caller: Caller,
    part: Scrolling,
    search: Annotated[
        str, Query(alias="_search", max_length=200, description="Beginnings of words.")
    ] = "",
    card: Annotated[str | None, Query(alias="loyaltyCardNumber", max_length=200)] = None,
    email: Annotated[str | None, Query(max_length=255)] = None,
    phone: Annotated[str | None, Query(max_length=255)] = None,
) -> JSONResponse:
    """List members in the order of their cards."""
    require(caller.staff, Act.SAVE_MEMBER)
    ledger, every = caller.ledger, count_members(caller.ledger)
    if card is not None:
        found = find_by_card(ledger, card)
        items = [answered(found)] if found is not None else []
        return JSONResponse(part.answer(items, every=every, filtered=len(items), more=None))
    typed = " ".join(filter(None, (search, email, phone)))
    shown, more = _page(ledger, part, typed)
    return JSONResponse(
        part.answer(
            [answered(member) for member in shown],
            every=every,
            filtered=_counted(ledger, typed) if typed.strip() else every,
            more=more,
        )
    )


@router.get("/{member}", response_model=MemberAnswer, summary="Get member")
def show_route(caller: Caller, member_id: MemberId) -> JSONResponse:
    """Return one member."""
    return JSONResponse(answered(_member(caller, member_id)))


@router.put(
    "/{member}",
    response_model=MadeMember,
    openapi_extra=takes(MemberShape, *WRAPPERS),
    summary="Update",
)
def update_route(caller: Caller, member_id: MemberId, document: Document) -> JSONResponse:
    """Change a member; what is not sent stays as it is."""
    sent = body_of(document)
    before = _member(caller, member_id)
    whole = write_member(before)["member"]
    assert isinstance(whole, dict)  # noqa: S101 - what the room writes
    member = _read(caller, merged(whole, sent), member_id)
    changes = {
        name: getattr(member, name)
        for name in _FIELDS
        if getattr(member, name) != getattr(before, name)
    }
    changed = update_member(caller.ledger, member_id, changes, caller.staff, caller.now)
    return JSONResponse(made(changed))


@router.get("/{member}/wallet", response_model=WalletList, summary="Get member's wallets")
def wallet_route(caller: Caller, member_id: MemberId, page: Paging) -> JSONResponse:
    """List a member's wallets by code."""
    member = _member(caller, member_id)
    return JSONResponse(
        page.of([wallet(member, each) for each in totals(caller.ledger, member_id)])
    )


def _member(caller: Session, member_id: str) -> Member:
    require(caller.staff, Act.SAVE_MEMBER)
    member = get_member(caller.ledger, member_id)
    if member.erased:
        raise NotFound("There is no member {member}.", member=member_id[:64])
    return member


def _read(caller: Session, body: Mapping[str, object], member_id: str) -> Member:
    zone = caller.ledger.store.zone
    document = {WRAPPERS[0]: dict(body)}
    card = referrer_card(document, zone=zone)
    referrer = find_by_card(caller.ledger, card) if card else None
    if card and referrer is None:
        raise NotFound("Nobody has the card {card} to refer anybody.", card=card)
    return read_member(
        document,
        id=member_id,
        registered_at=caller.now,
        referrer_id=referrer.id if referrer else None,
        zone=zone,
    )


def _page(ledger: Ledger, part: Part, typed: str) -> tuple[list[Member], str | None]:
    limit, skip = part.page.items, part.page.start
    if skip > MOST_SKIPPED:
        raise InvalidInput(
            "This page lies behind more than {most:,} members; go on with _scroll.",
            most=MOST_SKIPPED,
        )
    # One more than is shown says whether anybody follows.
    found = list_members(ledger, part.after_text() or "", limit + 1, typed, skip=skip)
    shown = list(found[:limit])
    return shown, shown[-1].loyalty_card_number if len(found) > limit else None


def _counted(ledger: Ledger, typed: str) -> int | None:
    found = count_found(ledger, typed, _MOST_COUNTED)
    return found if found < _MOST_COUNTED else None
