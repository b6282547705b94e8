"""`salvage`: what can be saved of a till whose ledger is damaged, and how it goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterfoil.cli.options import records, staff_option
from counterfoil.cli.output import say, show_json
from counterfoil.cli.salvage_words import facts, show_handed_over, show_remains, show_uses
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput, MachineError, NotFound

if TYPE_CHECKING:
    from counterfoil.ledger.salvage.remains import Remains


@click.group("salvage")
def salvage() -> None:
    """Save what can be saved of a damaged ledger, and let the till go on.

    Nothing is written to the damaged file. Each entry of the journal that is found is proved by its
    signature, and those that are missing are told by number.
    """


@salvage.command("show")
@records
def show_command(*, as_json: bool, data: Path) -> None:
    """Say what is left: entries of the journal, what is missing, and the backups.

    `journal export` writes what is left of the journal to a file.
    """
    remains = _surveyed(data)
    if as_json:
        show_json(facts(remains))
        return
    show_remains(remains)


@salvage.command("hand-over")
@click.argument("url", required=False)
@click.option(
    "--journal", "file", type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="From a file that `journal export` wrote, not from the folder.",
)  # fmt: skip
@click.option(
    "--key", type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="The till's device.key, where it is not in the folder.",
)  # fmt: skip
@records
def hand_over_command(
    *, url: str | None, file: Path | None, key: Path | None, as_json: bool, data: Path
) -> None:
    """Hand the hub at URL what a till did whose ledger is damaged.

    Without URL, the one that the journal says the till had joined. It may be done again. The till
    joins anew afterwards: `salvage join`.
    """
    from counterfoil.ledger.device import load_key
    from counterfoil.sync.http import HttpPort, hub_url
    from counterfoil.sync.salvage import salvage as hand_over
    from counterfoil.wire.journal_file import read_lines

    if file is None:
        remains = _surveyed(data)
        own = remains.key if key is None else load_key(key)
        entries, address = list(remains.entries()), url or remains.hub
    elif key is None or url is None:
        raise InvalidInput("With --journal, name the hub's URL and the till's key with --key too.")
    else:
        own, address = load_key(key), url
        with file.open(encoding="utf-8") as lines:
            entries = list(read_lines(lines))
    if own is None:
        raise NotFound("The till's key is lost: no hub takes its entries without it.")
    if address is None:
        raise InvalidInput("This till had joined no hub; `counterfoil salvage restore` is for it.")
    with HttpPort(hub_url(address)) as port:
        done = hand_over(port, entries, own, clock())
    show_handed_over(done, as_json=as_json)


@salvage.command("join")
@click.argument("token")
@click.argument("url", required=False)
@click.option("--name", default="", help="What the till is called, unless the invitation says.")
@click.option("--abandon", is_flag=True, help="Though the hub cannot be given what was done here.")
@records
def join_command(
    *, token: str, url: str | None, name: str, abandon: bool, as_json: bool, data: Path
) -> None:
    """Hand over what a damaged till did, and join its hub anew with the TOKEN of an invitation.

    The old ledger and its key are moved to a dated folder in `backups`; a new one takes their
    place, under a new id. Where the hub does not let it in, everything stays as it was. Then have
    the old device written off at the hub: what it alone could do is out until that is done.
    """
    from counterfoil.ledger.salvage.remains import held
    from counterfoil.sync.http import HttpPort, hub_url
    from counterfoil.sync.salvage import join_anew
    from counterfoil.sync.salvage import salvage as hand_over

    now = clock()
    remains = _surveyed(data)
    address = url or remains.hub
    if address is None:
        raise InvalidInput("The journal does not say which hub this till had joined; name its URL.")
    with HttpPort(hub_url(address)) as port:
        if not abandon:
            if remains.key is None or remains.chain is None:
                raise MachineError(
                    "What this till did cannot be handed over: its key or its journal is lost. Use"
                    " --abandon to join anew all the same."
                )
            with held(data, now):
                done = hand_over(port, remains.entries(), remains.key, now)
            show_handed_over(done, as_json=as_json)
        anew = join_anew(remains, port, hub_url(address), token, name, now)
    if as_json:
        who: dict[str, object] = {
            "device": anew.device.id,
            "name": anew.device.name,
            "before": remains.device,
        }
        where = {"store": anew.store.code, "hub": hub_url(address), "kept": str(anew.kept)}
        show_json({**who, **where})
        return
    say(f"This is now {anew.device.name} of {anew.store.name}, under the id {anew.device.id}.")
    say(f"What was there is in {anew.kept}.")
    if remains.device is not None:
        say(f"At the hub, write off {remains.device}: it comes back no more.")


@salvage.command("restore")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--void", "voids", is_flag=True, help="Make codes void that were accepted since.")
@staff_option
@records
def restore_command(
    *, file: Path | None, voids: bool, staff_id: str | None, as_json: bool, data: Path
) -> None:
    """Put a backup back, the newest without FILE, and list the codes accepted since it was made.

    Those could be redeemed again: with --void they are made void. What was there is kept in a dated
    folder in `backups`. For a till that has joined no hub; another one joins anew.
    """
    from counterfoil.ledger.salvage.remains import held
    from counterfoil.ledger.salvage.restoring import check_alone, go_back, save_whole_part
    from counterfoil.ledger.salvage.since import void_since

    now = clock()
    if file is None and data.is_dir():
        with held(data, now):
            save_whole_part(data, now)
    remains = _surveyed(data)
    check_alone(remains)
    backup = file or (remains.backups[0].path if remains.backups else None)
    if backup is None:
        raise NotFound("There is no backup in {folder}; name one.", folder=data / "backups")
    done = go_back(remains, backup, now, staff_id)
    if not as_json:
        kept = "" if done.kept is None else f" What was there is in {done.kept}."
        say(f"{backup} is in place.{kept}")
    with opened(data) as ledger:
        show_uses(done.uses, as_json=as_json, zone=ledger.store.zone)
        if voids:
            made = void_since(ledger, done.uses, acting(ledger, staff_id), clock())
            click.echo(f"Codes made void: {made.void:,}.", err=as_json)


def _surveyed(data: Path) -> Remains:
    from counterfoil.ledger.salvage.remains import held, survey

    if not data.is_dir():
        raise NotFound("There is no ledger in {folder}; check the path.", folder=data)
    with held(data, clock()):
        return survey(data)
