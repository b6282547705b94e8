"""What an argument names: a campaign or batch by its id or name, a member by the card."""

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.domain.member import Member
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import find_by_card


def campaign_named(ledger: Ledger, text: str) -> Campaign:
    """Return the campaign with this id, or the only one with this name.

    Raises:
        NotFound: there is none.
        Conflict: several have this name.
    """
    known = list_campaigns(ledger, archived=True)
    named = [each.id for each in known if each.id == text] or [
        each.id for each in known if each.name.casefold() == text.strip().casefold()
    ]
    if not named:
        raise NotFound(
            "There is no campaign {text}; `counterfoil campaign list` shows them.", text=text[:64]
        )
    if len(named) > 1:
        raise Conflict(
            "{count} campaigns are called {text}; give an id: {ids}.",
            count=len(named),
            text=text[:64],
            ids=", ".join(named[:5]),
        )
    return get_campaign(ledger, named[0])


def member_with(ledger: Ledger, card: str) -> Member:
    """Return the member with this loyalty card. Raises NotFound."""
    member = find_by_card(ledger, card)
    if member is None:
        raise NotFound("No member has the card {card}.", card=card[:64])
    return member


def batch_named(ledger: Ledger, campaign_id: str, text: str) -> Batch:
    """Return the campaign's batch with this id or name; the newest, where several have the name.

    Raises NotFound.
    """
    with ledger.read() as conn:
        batches = batches_of(conn, campaign_id)
    named = [each for each in batches if each.name == text] or [
        each for each in batches if str(each.id) == text
    ]
    if not named:
        raise NotFound(
            "There is no batch {text}; `counterfoil codes batches` shows them.", text=text[:64]
        )
    return named[-1]
