"""The database's versions: Alembic scripts, run by the program itself when it opens a ledger."""
