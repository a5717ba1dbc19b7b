"""How a migration is run: within the connection and transaction of whoever opens the database."""

from alembic import context

from assistant.database.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
