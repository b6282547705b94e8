"""How a till stands with its hub, in words: short for the header, whole for the drawer."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.desk.translation import _, n_


@dataclass(frozen=True, slots=True)
class Light:
    """An icon in a colour with its words, the longest first: the header takes what has room."""

    icon: str
    tone: str
    texts: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All there is to say."""
        return self.texts[0]


_LOOKS = {
    Link.ALONE: ("till", "soft"),
    Link.TRYING: ("asking", "soft"),
    Link.FIRST: ("asking", "needed-text"),
    Link.ONLINE: ("online", "accepted-text"),
    Link.ASKING: ("asking", "needed-text"),
    Link.OFFLINE: ("offline", "used-text"),
    Link.WAITS: ("provisional", "provisional-text"),
    Link.FROZEN: ("frozen", "refused-text"),
    Link.REVOKED: ("refused", "refused-text"),
}


def name(link: Link) -> str:
    """Return how it stands, in a word or a few."""
    return {
        Link.ALONE: _("Standalone"),
        Link.TRYING: _("Connecting…"),
        Link.FIRST: _("First sync…"),
        Link.ONLINE: _("Online"),
        Link.ASKING: _("Asking the hub…"),
        Link.OFFLINE: _("Offline"),
        Link.WAITS: _("Hub catching up"),
        Link.FROZEN: _("Frozen"),
        Link.REVOKED: _("Revoked"),
    }[link]


def light(state: SyncState, now: datetime) -> Light:
    """Return what the header shows."""
    icon, tone = _LOOKS[state.link]
    word, more = name(state.link), []
    if state.clock_is_off:
        more.append(clock(state))
        if state.link is Link.ONLINE:
            icon, tone = "clock", "used-text"
    if state.waiting and state.link is not Link.ASKING:
        more.append(waiting(state))
        if state.oldest_at is not None and state.link is Link.OFFLINE:
            more.append(_("oldest {span}").format(span=formats.span(now - state.oldest_at)))
    parts = (word, *more)
    return Light(icon, tone, tuple(" · ".join(parts[:end]) for end in range(len(parts), 0, -1)))


def waiting(state: SyncState) -> str:
    """Return how many entries wait, in a few words."""
    text = n_("{count} waiting", "{count} waiting", state.waiting)
    return text.format(count=formats.number(state.waiting))


def clock(state: SyncState) -> str:
    """Return how far the clock is off."""
    span = formats.span(abs(state.clock_off))
    ahead = state.clock_off.total_seconds() > 0
    return (_("clock {span} fast") if ahead else _("clock {span} slow")).format(span=span)


def meaning(link: Link) -> str:
    """Return what that means for whoever stands at the till."""
    return {
        Link.ALONE: _("This till keeps its own records; it belongs to no hub."),
        Link.TRYING: _("The hub is being asked whether it is there."),
        Link.FIRST: _(
            "Campaigns, members and codes are on their way. The counter works already; what is not"
            " here yet, the hub is asked."
        ),
        Link.ONLINE: _("The hub answers: every verdict is final at once."),
        Link.ASKING: _("Hand nothing over until the answer is there."),
        Link.OFFLINE: _(
            "The hub does not answer. The counter goes on with what this till may decide alone;"
            " everything is kept here and is sent as soon as the hub answers."
        ),
        Link.WAITS: _(
            "The hub was restored from a backup and waits until every till has sent its part again."
            " It decides nothing until then; the counter goes on as without a network."
        ),
        Link.FROZEN: _(
            "The hub takes this till for a copy, or for one restored from an old backup. What it"
            " sends is kept but not decided. Ask a manager to join it anew."
        ),
        Link.REVOKED: _(
            "A manager took this till’s rights away. It sends what it did before, and nothing new"
            " is decided here."
        ),
    }[link]


def facts(state: SyncState, now: datetime, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """Return what there is to know, each with its name."""
    told = (
        (_("Hub"), state.hub),
        (_("Waiting to be sent"), _waits(state, now)),
        (_("Knows all up to"), _known(state, now, zone)),
        (_("Clock"), clock(state) if state.clock_is_off else ""),
        (_("Open conflicts"), formats.number(state.conflicts) if state.conflicts else ""),
        (_("Last trouble"), formats.error(state.trouble) if state.trouble else ""),
    )
    return tuple((what, how) for what, how in told if how)


def stale(state: SyncState, now: datetime, zone: ZoneInfo) -> str:
    """Return what the banner says of old data."""
    when = formats.recent_moment(state.known_at or now, zone, now)
    return _(
        "What this till knows is from {when}; what other tills did since then is not known here."
    ).format(when=when)


def closing(state: SyncState) -> str:
    """Return what is said where the desk is closed before everything was sent."""
    text = n_(
        "{count} entry was not sent to the hub yet. It is kept and sent when the desk is opened"
        " again; until then, other tills know nothing of it.",
        "{count} entries were not sent to the hub yet. They are kept and sent when the desk is"
        " opened again; until then, other tills know nothing of them.",
        state.waiting,
    )
    return text.format(count=formats.number(state.waiting))


def _waits(state: SyncState, now: datetime) -> str:
    if not state.waiting:
        return _("Nothing")
    text = n_("{count} entry", "{count} entries", state.waiting)
    counted = text.format(count=formats.number(state.waiting))
    if state.oldest_at is None:
        return counted
    return f"{counted} · {formats.ago(state.oldest_at, now)}"


def _known(state: SyncState, now: datetime, zone: ZoneInfo) -> str:
    if state.known_at is None:
        return _("Nothing yet")
    return (
        f"{formats.recent_moment(state.known_at, zone, now)} · {formats.ago(state.known_at, now)}"
    )
