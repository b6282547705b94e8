"""Codes that an office device asks its hub to make, version 1.

{"v": 1, "request": "…", "campaign": "c1", "quantity": 500, "name": "", "labels": [["for", "May"]],
 "test": false, "staff": "manager"}
{"v": 1, "batch": 3 or null}
"""

from typing import Annotated

from pydantic import Field

from counterfoil.domain.exchange import CodesWanted
from counterfoil.wire.shape import VERSION, Message, Name, Number, Version, read_message

_Text = Annotated[str, Field(max_length=200)]
_Label = Annotated[list[_Text], Field(min_length=2, max_length=2)]


class CodesWantedMessage(Message):
    """The shape of a request for codes."""

    v: Version
    request: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    campaign: Name
    quantity: Number
    name: _Text
    labels: Annotated[list[_Label], Field(max_length=100)]
    test: bool
    staff: Name


class CodesMadeMessage(Message):
    """The shape of the answer: the batch, or null while it is being made."""

    v: Version
    batch: Number | None


def write_wanted(wanted: CodesWanted) -> dict[str, object]:
    """Return the JSON object of a request for codes."""
    return {
        "v": VERSION,
        "request": wanted.request,
        "campaign": wanted.campaign_id,
        "quantity": wanted.quantity,
        "name": wanted.name,
        "labels": [list(label) for label in wanted.labels],
        "test": wanted.test,
        "staff": wanted.staff,
    }


def read_wanted(document: object) -> CodesWanted:
    """Return the request for codes that a message holds."""
    said = read_message(CodesWantedMessage, document, "request for codes")
    return CodesWanted(
        request=said.request,
        campaign_id=said.campaign,
        quantity=said.quantity,
        staff=said.staff,
        name=said.name,
        labels=tuple((key, value) for key, value in said.labels),
        test=said.test,
    )


def write_made(batch: int | None) -> dict[str, object]:
    """Return the JSON object of the answer."""
    return {"v": VERSION, "batch": batch}


def read_made(document: object) -> int | None:
    """Return the batch that was made, None while it is being made."""
    return read_message(CodesMadeMessage, document, "answer about codes").batch
