"""What rewards, tiers and segments are called, as far as the wizard knows."""

from counterfoil.desk.campaigns.names import Names, named
from counterfoil.desk.wizard.facts import Facts


def names_of(facts: Facts) -> Names:
    """Return the names of what there is to choose from."""
    return named(facts.store, facts.rewards, facts.tiers, facts.segments)
