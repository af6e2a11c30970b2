"""Owns how Alembic meets the declared tables; must not know where the database is: store/engine.py hands it over."""

from typing import Any, Literal

from alembic import context

from wres_bot.store import schema
from wres_bot.store.columns import Instant


def render(kind: str, item: Any, _: object) -> str | Literal[False]:
    """Migrations speak of plain column types, so that they do not change when our code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.trusts.metadata,
    render_item=render,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
