"""What `salvage` says: what is left of a till, what its hub took, what was accepted since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterfoil.cli.output import Column, counted, say, show_json, show_records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from counterfoil.ledger.salvage.carve import Chain
    from counterfoil.ledger.salvage.remains import Backup, Remains
    from counterfoil.ledger.salvage.since import Use
    from counterfoil.sync.salvage import Salvaged

_MOST_GAPS = 20
_USES = (
    Column("Accepted", "at"),
    Column("Campaign", "campaign"),
    Column("Code", "code"),
    Column("By", "staff"),
    Column("Can be redeemed again", "open"),
    Column("Redemption", "redemption"),
)


def counted_entries(count: int) -> str:
    """Return a number of entries in words."""
    return counted(count, "entry").replace("entrys", "entries")


def show_remains(remains: Remains) -> None:
    """Print what is left of a till."""
    for chain in remains.carved.chains.values():
        found = f"{_whose(remains, chain)}: {counted_entries(len(chain.entries))} of {chain.last:,}"
        say(f"{found} found{lost(chain)}.")
    if not remains.carved.chains:
        say("No entry of the journal was found.")
    if remains.carved.unproved:
        say(f"{counted_entries(remains.carved.unproved)} of devices whose key is lost.")
    if remains.key is None:
        say("The till's key is lost: a hub takes nothing without it.")
    if remains.hub is not None:
        say(f"The till had joined {remains.hub}.")
    _show_backups(remains)


def _whose(remains: Remains, chain: Chain) -> str:
    return "This till" if chain.device == remains.device else f"The device {chain.device}"


def lost(chain: Chain) -> str:
    """Return which entries lack before the last one, to go on a sentence with."""
    if not chain.gaps:
        return ""
    shown = [str(a) if a == b else f"{a} to {b}" for a, b in chain.gaps[:_MOST_GAPS]]
    more = ", and more" if len(chain.gaps) > _MOST_GAPS else ""
    return f", lost {', '.join(shown)}{more}"


def _show_backups(remains: Remains) -> None:
    if not remains.backups:
        say("There is no backup that could be put back.")
    for each in remains.backups:
        say(f"{each.path} of {each.made_at:%Y-%m-%d %H:%M} UTC: {_forgets(each)}")


def _forgets(backup: Backup) -> str:
    if not backup.forgets.entries:
        return "it has all that was found."
    entries = counted_entries(backup.forgets.entries)
    return f"without {entries} made since, of which redemptions: {backup.forgets.redemptions:,}."


def facts(remains: Remains) -> dict[str, object]:
    """Return what is left of a till as a record."""
    return {
        "device": remains.device,
        "hasKey": remains.key is not None,
        "hub": remains.hub,
        "chains": [
            {
                "device": chain.device,
                "found": len(chain.entries),
                "last": chain.last,
                "lost": [list(gap) for gap in chain.gaps],
            }
            for chain in remains.carved.chains.values()
        ],
        "unproved": remains.carved.unproved,
        "backups": [
            {
                "file": str(each.path),
                "madeAt": each.made_at.isoformat(),
                "forgets": each.forgets.entries,
                "redemptions": each.forgets.redemptions,
            }
            for each in remains.backups
        ],
    }


def show_handed_over(done: Salvaged, *, as_json: bool) -> None:
    """Print what a hub took."""
    if as_json:
        counts = {"had": done.had_n, "sent": done.sent, "lost": done.lost, "aside": done.aside}
        show_json({"device": done.device, **counts, "waiting": done.waiting,
                   "state": done.state.value})  # fmt: skip
        return
    say(
        f"The hub had {counted_entries(done.had_n)} of {done.device}; {done.sent:,} more were sent."
    )
    if done.lost:
        say(f"Lost before the last one, and told as such: {done.lost:,}.")
    if done.aside:
        say(f"In quarantine there, for want of what went beside them: {done.aside:,}.")
    if done.waiting:
        say(
            f"The hub waits for its other tills and takes {done.waiting:,} more later; do it again."
        )


def show_uses(uses: Sequence[Use], *, as_json: bool, zone: ZoneInfo) -> None:
    """Print what was accepted since a backup."""
    found = [
        {
            "at": use.at,
            "campaign": use.campaign,
            "code": use.text or None,
            "staff": use.staff_id,
            "open": use.is_open if as_json else ("yes" if use.is_open else "no"),
            "redemption": use.redemption_id,
        }
        for use in uses
    ]
    none = "Nothing was accepted since that backup, as far as the journal was found."
    show_records(found, _USES, as_json=as_json, zone=zone, none=none)
