"""Rows of a CSV file that were not imported, as every import shows them."""

from collections.abc import Sequence

import click

from counterfoil.domain.text import printable
from counterfoil.ledger.codes.import_rows import BadRow


def bad_records(bad: Sequence[BadRow]) -> list[dict[str, object]]:
    """Return bad rows as records."""
    return [{"line": row.line, "why": row.why, "text": row.text} for row in bad]


def show_bad_rows(bad: Sequence[BadRow], bad_count: int) -> None:
    """Print bad rows on standard error, and how many more there are."""
    for row in bad:
        shown = f" ({row.text})" if row.text else ""
        click.echo(printable(f"Line {row.line}: {row.why.rstrip('.')}{shown}."), err=True)
    if bad_count > len(bad):
        click.echo(f"{bad_count - len(bad):,} more rows are like these.", err=True)
