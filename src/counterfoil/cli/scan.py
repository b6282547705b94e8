"""`scan`: codes in pictures, PDFs, videos, and before a camera."""

import sys

import click

from counterfoil.cli.output import show_json

_NOTHING_READ = 1


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="For evenness; lines are JSON anyhow.")
def scan(sources: tuple[str, ...], *, as_json: bool) -> int:
    """Read the codes in SOURCE: a picture, a PDF, a video, or camera:0 until Ctrl-C.

    Each is printed as a line of JSON, {"source", "frame", "text", "format"}; frame is the page of a
    document or the frame of a video, from 1. The exit code is 1 where a source holds no code.
    """
    del as_json
    empty = [source for source in sources if not _scan(source)]
    for source in empty:
        click.echo(f"No code was found in {source}.", err=True)
    return _NOTHING_READ if empty else 0


def _scan(source: str) -> bool:
    """Print the codes in a source; say whether there was one."""
    # Here and not above: OpenCV takes a while, and `--help` lists every command.
    from counterfoil.scanning.pictures import scan_source

    found = False
    for each in scan_source(source):
        found = True
        show_json(
            {
                "source": each.source,
                "frame": each.frame,
                "text": each.text,
                "format": each.format,
            }
        )
        sys.stdout.flush()
    return found
