"""Owns looking for words in everything that is stored. Knows no table by name."""

from wres_bot.store.engine import Store
from wres_bot.store.schema import TrustTable


def stored(store: Store, words: str) -> bool:
    with store.read() as db:
        return any(
            words.casefold() in str(value).casefold()
            for table in TrustTable.metadata.sorted_tables
            for row in db.execute(table.select())
            for value in row
        )
