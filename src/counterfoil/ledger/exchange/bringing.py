"""What a device was answered online before the hub was restored: it brings that back by itself.

The entries before it may be unsent yet, and come when the hub decides again.
"""

from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.exchange import Upload
from counterfoil.ledger.exchange.epochs import caught_up
from counterfoil.ledger.exchange.fence import forget_stuck, note_stuck
from counterfoil.ledger.exchange.judging import Later, judge
from counterfoil.ledger.exchange.keeping import keep
from counterfoil.ledger.exchange.resuming import resume
from counterfoil.ledger.exchange.taking import Taking, answer, proven, write_down
from counterfoil.ledger.feed.publish import OFFICE


def bring_back(asking: Taking, upload: Upload, signed: SignedEntry) -> bool:
    """Take an intent as the hub had decided it, where the device has the receipt.

    Its verdict is that of `asking` then. Says False where there is no receipt, or where the intent
    refers to what another device has yet to bring: it has to be sent again.
    """
    conn, device = asking.conn, asking.device
    receipted = proven(asking, upload)
    if receipted is None:
        return False
    keep(conn, [signed.entry])
    forget_stuck(conn, device, upload.n)
    try:
        verdict = judge(asking, upload, signed, receipted)
    except Later:
        note_stuck(conn, device, upload, asking.now)
        return False
    answer(asking, upload, verdict)
    write_down(asking)
    if caught_up(conn, device, asking.last.n):
        asking.touched.append(("enrolment", device, OFFICE))
        asking.touched += resume(asking.ledger, conn, asking.now)
    return True
