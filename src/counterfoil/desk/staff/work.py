"""What the page of the staff has the ledger do. All of it runs behind a door."""

from datetime import datetime

from counterfoil.domain.store import Role, Staff
from counterfoil.ledger import pins
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.pins import Person
from counterfoil.ledger.staff import new_staff_id, save_staff


def save(ledger: Ledger, person: Staff, pin: str, by: Staff, now: datetime) -> Staff:
    """Add somebody (who has no id yet) or change them; give them a PIN where there is a new one.

    Raises UserError as `save_staff` and `set_pin` do.
    """
    if not person.id:
        taken = {each.staff.id for each in pins.list_people(ledger)}
        made = new_staff_id(person.name, taken)
        person = Staff(made, person.name, person.role, person.active)
    save_staff(ledger, person, by, now)
    if pin:
        pins.set_pin(ledger, person.id, pin, by, now)
    return person


def is_guarded(people: tuple[Person, ...]) -> bool:
    """Say whether PINs are asked for: a manager who works here has one."""
    return any(
        each.has_pin and each.staff.active and each.staff.role is Role.MANAGER for each in people
    )
