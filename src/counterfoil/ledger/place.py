"""What a database is called where people read it: never with a password."""

from sqlalchemy.engine import URL, make_url


def place_of(url: str) -> str:
    """Return the name of the database at a URL, without who opens it and the password."""
    parsed = make_url(url)
    return parsed.database or parsed.render_as_string(hide_password=True)


def pg_dump(url: str, file: str) -> str:
    """Return the command that backs a database up; the password it leaves to PostgreSQL's own."""
    return f'pg_dump --format=custom --file={file} "{_without_password(url)}"'


def pg_restore(url: str, file: str) -> str:
    """Return the command that puts such a backup back in the place of what is there."""
    how = "--clean --if-exists --no-owner --single-transaction"
    return f'pg_restore {how} --dbname="{_without_password(url)}" {file}'


def _without_password(url: str) -> str:
    given = make_url(url)
    return URL.create(
        "postgresql",
        username=given.username,
        host=given.host,
        port=given.port,
        database=given.database,
        query=given.query,
    ).render_as_string(hide_password=False)
