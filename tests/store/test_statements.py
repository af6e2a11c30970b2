"""The pieces of statements: what a model is read from, one of many ids, a row in force, and one row by its keys."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.store.conftest import Sample
from wres_bot.store import schema
from wres_bot.store.engine import Store
from wres_bot.store.statements import TODAY, CompiledStatement, columns_of, is_among, is_in_force, upsert


@dataclass
class Named:
    name: str
    id: int
    closed: bool
    more: str = ""


def test_a_model_is_read_by_the_names_of_its_fields(store: Store, sample: Sample) -> None:
    columns = columns_of(Named, schema.plans, leave=("more",), closed=schema.plans.c.closed_at.is_not(None))
    assert [column.name for column in columns] == ["name", "id", "closed"]
    with store.read() as db:
        assert Named(*db.execute(select(*columns)).one()) == Named("esneft-2020-21", sample.plan, False)


def test_a_field_without_a_column_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        columns_of(Named, schema.plans)


@pytest.mark.parametrize("many", [0, 1, 2, 5000])
def test_one_of_many_ids_is_found_whichever_way_it_is_asked(store: Store, sample: Sample, many: int) -> None:
    statement = select(schema.persons.c.id).where(is_among(schema.persons.c.id, "ids")).order_by(schema.persons.c.id)
    ids = range(1, many + 1)
    expected = sorted(set(ids) & set(sample.people.values()))
    with store.read() as db:
        assert list(db.execute(statement, {"ids": ids}).scalars()) == expected
        assert [row[0] for row in CompiledStatement(statement).all(db, {"ids": ids})] == expected


def test_one_of_many_words_is_found(store: Store, sample: Sample) -> None:
    statement = select(schema.posts.c.id).where(is_among(schema.posts.c.name, "names")).order_by(schema.posts.c.id)
    with store.write() as db:
        odd = 'Head of "People, {Culture}" \\ Büro'
        id = upsert(db, schema.posts, ("trust_id", "key"), {"trust_id": sample.trust, "key": "odd", "name": odd})
        assert list(db.execute(statement, {"names": [odd, "Head of OD", "Nobody"]}).scalars()) == sorted(
            [id, sample.posts["Head of OD"]]
        )
        assert list(db.execute(statement, {"names": []}).scalars()) == []


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2020, 3, 31), False), (date(2020, 4, 1), True), (date(2021, 3, 31), True), (date(2021, 4, 1), False)],
)
def test_a_row_is_in_force_from_its_first_day_to_its_last(store: Store, sample: Sample, day: date, holds: bool) -> None:
    person = sample.people["Head of OD"]
    statement = select(func.count()).where(schema.holdings.c.person_id == person, is_in_force(schema.holdings, TODAY))
    with store.write() as db:
        db.execute(schema.holdings.update().values(ends=date(2021, 3, 31)))
        assert bool(db.execute(statement, {"today": day}).scalar_one()) == holds


def test_one_row_by_its_keys_is_put_once_and_keeps_what_is_to_be_kept(store: Store, sample: Sample) -> None:
    row = {"trust_id": sample.trust, "key": "new", "name": "New"}
    with store.write() as db:
        first = upsert(db, schema.posts, ("trust_id", "key"), row)
        assert upsert(db, schema.posts, ("trust_id", "key"), {**row, "name": "Kept"}, keep=("name",)) == first
        name = select(schema.posts.c.name).where(schema.posts.c.id == first)
        assert db.execute(name).scalar_one() == "New"
        assert upsert(db, schema.posts, ("trust_id", "key"), {**row, "name": "Changed"}) == first
        assert db.execute(name).scalar_one() == "Changed"
