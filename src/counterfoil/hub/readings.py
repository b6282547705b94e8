"""What may be the code in a text that somebody sent: a bare code, or a link that carries it."""

from counterfoil.scanning.payload import Payload, read_payload


def readings(text: str) -> tuple[str, ...]:
    """Return the candidates, the likeliest first; none where there can be none."""
    payload = read_payload(text)
    return payload.candidates if isinstance(payload, Payload) else ()
