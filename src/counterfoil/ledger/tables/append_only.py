"""Triggers that refuse to change or remove rows, in the words of each database."""

from typing import Final

from sqlalchemy import DDL, Table, event

_SQLITE: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

_POSTGRESQL: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def append_only_ddl(table: str, dialect: str) -> list[str]:
    """Return the statements that make `table` append-only in `dialect`."""
    if dialect == "sqlite":
        return [_SQLITE.format(table=table, verb=verb).strip() for verb in ("update", "delete")]
    triggers = [
        _POSTGRESQL.format(table=table, verb=verb).strip()
        for verb in ("update", "delete", "truncate")
    ]
    return [_POSTGRESQL_FUNCTION.strip(), *triggers]


def refuse_changes(table: Table) -> None:
    """Create the triggers whenever `table` is created from the metadata."""
    for dialect in ("sqlite", "postgresql"):
        for statement in append_only_ddl(table.name, dialect):
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))
