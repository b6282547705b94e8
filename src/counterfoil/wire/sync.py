"""Every message between a device and its hub, under one name; see the modules it comes from.

A `write_…` gives the JSON object of a message, a `read_…` takes one, as `parse` gives it, or for
what a device sends the text itself. Reading raises InvalidInput for what has not the shape, and
Conflict for what a newer program wrote.
"""

from counterfoil.wire.shape import VERSION, parse
from counterfoil.wire.sync_apart import MOST_UPLOADS
from counterfoil.wire.sync_codes import read_made, read_wanted, write_made, write_wanted
from counterfoil.wire.sync_feed import (
    read_batch,
    read_change,
    read_changes,
    read_manifest,
    write_batch,
    write_change,
    write_changes,
    write_manifest,
)
from counterfoil.wire.sync_joining import (
    Joining,
    read_enrolment,
    read_joining,
    write_enrolment,
    write_joining,
)
from counterfoil.wire.sync_push import (
    read_answer,
    read_intent,
    read_push,
    read_pushed,
    read_upload,
    read_verdict,
    write_answer,
    write_intent,
    write_push,
    write_pushed,
    write_upload,
    write_verdict,
)
from counterfoil.wire.sync_session import (
    Opened,
    Opening,
    read_challenge,
    read_opened,
    read_opening,
    write_challenge,
    write_opened,
    write_opening,
)

__all__ = [
    "MOST_UPLOADS",
    "VERSION",
    "Joining",
    "Opened",
    "Opening",
    "parse",
    "read_answer",
    "read_batch",
    "read_challenge",
    "read_change",
    "read_changes",
    "read_enrolment",
    "read_intent",
    "read_joining",
    "read_made",
    "read_manifest",
    "read_opened",
    "read_opening",
    "read_push",
    "read_pushed",
    "read_upload",
    "read_verdict",
    "read_wanted",
    "write_answer",
    "write_batch",
    "write_challenge",
    "write_change",
    "write_changes",
    "write_enrolment",
    "write_intent",
    "write_joining",
    "write_made",
    "write_manifest",
    "write_opened",
    "write_opening",
    "write_push",
    "write_pushed",
    "write_upload",
    "write_verdict",
    "write_wanted",
]
