"""What happened at the counters, which no message can change: goods that were handed over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from counterfoil.domain.exchange import Outcome
from counterfoil.domain.rights import Grant


@dataclass
class HandOver:
    """Goods handed over for a code, as the till's own redemption says.

    `undone` where they came back. Of one that is `lost` nothing is left: its till, or the hub, was
    put back to before it. One that is `late` was made by a till that had been put back, and did not
    know yet; or it was not at the hub when two managers gave its till up: no promise is kept for it
    but that it reaches the hub.
    """

    id: str
    till: str
    code: int
    campaign: str
    units: Decimal
    undone: bool = False
    lost: bool = False
    late: bool = False

    @property
    def counts(self) -> bool:
        """Say whether the promises about codes and caps are about it."""
        return not (self.undone or self.lost or self.late)


@dataclass
class Model:
    """All hand-overs by id, all verdicts that tills were told, and all grants that there were.

    `put_back` are devices that lost what they knew, `given_up` those that were written off, and
    `waived` the campaigns of whose guarantees somebody gave one up.
    """

    handed: dict[str, HandOver] = field(default_factory=dict)
    told: dict[tuple[str, int], tuple[Outcome, str]] = field(default_factory=dict)
    grants: dict[int, Grant] = field(default_factory=dict)
    put_back: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    waived: set[str] = field(default_factory=set)

    def counting(self, campaign: str) -> Iterator[HandOver]:
        """Yield the hand-overs of a campaign that its promises are about."""
        for each in self.handed.values():
            if each.campaign == campaign and each.counts:
                yield each

    def per_code(self, campaign: str) -> Counter[int]:
        """Return how often goods were handed over for each code."""
        return Counter(each.code for each in self.counting(campaign))

    def forget(self, device: str) -> None:
        """Note that a till was put back: what it was told meanwhile it cannot prove any more."""
        self.put_back.add(device)
        self.told = {key: said for key, said in self.told.items() if key[0] != device}

    @property
    def astray(self) -> set[str]:
        """The devices of which not everything is promised any more."""
        return self.put_back | self.given_up

    def see(self, grant: Grant) -> str | None:
        """Remember a grant; return what is wrong where its id was another one's."""
        known = self.grants.setdefault(grant.id, grant)
        same = ("granted_at", "device", "kind", "campaign_id", "codes")
        if all(getattr(known, name) == getattr(grant, name) for name in same):
            return None
        return f"grant {grant.id} is {grant} and was {known}"
