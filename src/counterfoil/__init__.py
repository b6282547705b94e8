"""Counterfoil: redeem unique codes at the counter, offline, and never pay twice."""

__version__ = "0.1.0"
