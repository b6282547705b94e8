"""Run by Alembic: migrates over the connection it is handed, inside the caller's transaction."""

from alembic import context

from counterfoil.ledger.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
