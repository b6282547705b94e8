"""What is measured, for Prometheus: requests by route and status, redemptions by what came of them.

Routes are templates, so that no code or id becomes a label.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
ACCEPTED: Final = "accepted"
# Seconds; a redemption on loopback takes a few milliseconds, a uniform refusal 50 or more.
_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "counterfoil_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "counterfoil_request_seconds",
            "How long a request took.",
            ("route",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._running = Gauge(
            "counterfoil_requests_running",
            "Requests that are being answered.",
            registry=self.registry,
        )
        self._redemptions = Counter(
            "counterfoil_redemptions",
            "Codes that were brought, by what came of them: accepted, or the reason of refusal.",
            ("source", "outcome"),
            registry=self.registry,
        )
        self._entries = Counter(
            "counterfoil_entries",
            "Entries of devices that were judged, again or for the first time, by verdict.",
            ("verdict",),
            registry=self.registry,
        )
        self._awaited = Gauge(
            "counterfoil_devices_awaited",
            "Devices that the hub, which was restored, waits for before it decides anything.",
            registry=self.registry,
        )
        self._busy = Counter(
            "counterfoil_pushes_put_off",
            "Pushes that were asked to come again because there were too many at once.",
            registry=self.registry,
        )
        self._bugs = Counter(
            "counterfoil_bugs",
            "Requests that failed through a mistake in the program.",
            registry=self.registry,
        )

    def begin(self) -> None:
        """Count a request in."""
        self._running.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request out."""
        self._running.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def bug(self) -> None:
        """Count a mistake in the program."""
        self._bugs.inc()

    def redemption(self, source: str, outcome: str) -> None:
        """Count a code that was brought; `outcome` is `ACCEPTED` or a reason."""
        self._redemptions.labels(source, outcome).inc()

    def entry(self, verdict: str) -> None:
        """Count an entry of a device that was judged."""
        self._entries.labels(verdict).inc()

    def awaited(self, count: int) -> None:
        """Note how many devices a restored hub waits for, which decides nothing meanwhile."""
        self._awaited.set(count)

    def busy(self) -> None:
        """Count a push that was put off."""
        self._busy.inc()

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)
