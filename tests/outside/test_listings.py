"""Holds `--json` to the fields that scripts read, with rows in every listing; and the printed fields of one letter."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.indicators.extracts import SMALL, STAFF, write
from tests.outside.agreed import agreed
from tests.outside.typed import Typed
from tests.world.vocabulary import EDI

Rows = list[dict[str, Any]]
KINDS = {"str": "text", "int": "number", "float": "number", "bool": "true or false", "NoneType": "nothing"}
RECRUITMENT = "group,shortlisted,appointed\nwhite,1467,391\nbme,322,66\nnot known,34,6\n"
TABLES = {
    "staff": [f"{STAFF},disability", *(f"{line},{'yes' if n % 3 else 'no'}" for n, line in enumerate(SMALL))],
    "cases": "ethnicity,cases\nwhite,2\nbme,1\n",
    "capability": "disability,cases\nyes,1\nno,1\n",
    "training": "ethnicity,trained\nwhite,2\nbme,1\n",
    "survey": [
        "question,group,disability,yes,answered",
        *(f"{n},{who},,7,56" for n in (5, 6, 7, 8) for who in ("white", "bme")),
        *(f"{code},,{who},7,56" for code in ("4", "5", "6", "7", "8", "9") for who in ("yes", "no")),
    ],
    "board": "ethnicity,disability,voting,executive\nwhite,no,yes,yes\nwhite,no,yes,no\nbme,yes,yes,no\n",
}
COMPUTE = ("indicators", "compute", "extract", "--trust", "esneft", "--period", "2021", "--json")


@pytest.fixture(scope="module")
def listings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """Every listing of a store with all bundled plans, a few days of it, values computed and a letter that is dead."""
    folder = tmp_path_factory.mktemp("listings")
    url = f"sqlite:///{folder}/wres.db"
    cli = Typed(url, folder, pytest.MonkeyPatch())
    cli("migrate")
    cli("examples", "load")
    cli("plan", "close", "nscht-2020-21", "--at", "2021-06-01")
    cli("tick", "--at", "2022-01-06T10:30")
    cli("say", "--as", EDI, "--at", "2022-01-07", "note 3.1 booked")
    cli("say", "--as", EDI, "--at", "2022-01-07", "rehearse on")
    write(folder / "extract", **TABLES, recruitment=RECRUITMENT)
    found = {"indicators compute": cli.rows(*COMPUTE)}
    write(folder / "extract", recruitment=RECRUITMENT.replace("66", "77"))
    cli(*COMPUTE)
    engine = create_engine(url)
    with engine.begin() as db:
        newest = db.execute(text("SELECT max(id) FROM letter")).scalar_one()
        dead = text("UPDATE letter SET state = 'dead', sent_at = NULL, error = 'No way there.' WHERE id = :id")
        db.execute(dead, {"id": newest})
        told = "(1, 1, 'network', '{\"7\": [[1]]}', 'd', '2022-01-07 09:00:00.000000')"
        db.execute(text(f"INSERT INTO disclosure (trust_id, person_id, audience, figures, digest, at) VALUES {told}"))
        wanted = db.execute(text("SELECT key FROM trust WHERE id = 1")).scalar_one()
    engine.dispose()
    for words in ("plan list", "outbox list", "indicators show", "indicators check", "doctor", "audit list"):
        found[words] = cli.rows(*words.split(), "--json")
    found["backup"] = cli.rows("backup", "kept.db", "--json")
    found["audit verify"] = cli.rows("audit", "verify", "--json")
    found["told"] = cli.rows("told", "--trust", wanted, "--json")
    found["people erase"] = cli.rows("people", "erase", EDI, "--dry-run", "--json")
    cli("hold", "place", "--trust", "esneft", "--reason", "FOI 1")
    found["hold list"] = cli.rows("hold", "list", "--json")
    found["restore"] = cli.rows("restore", "kept.db", "--dry-run", "--json")
    found["outbox show"] = [{"line": line} for line in cli("outbox", "show", str(newest)).splitlines()]
    return found


def fields(rows: Rows) -> Mapping[str, str]:
    """By name, what any row has there."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(KINDS[type(value).__name__])
    return {name: " or ".join(sorted(kind)) for name, kind in kinds.items()}


def test_every_listing_has_its_fields_in_every_row(listings: dict[str, Rows]) -> None:
    told = {words: rows for words, rows in listings.items() if words != "outbox show"}
    for words, rows in told.items():
        assert rows, words
        assert {tuple(row) for row in rows} == {tuple(rows[0])}, words
    agreed("listings", {words: fields(rows) for words, rows in sorted(told.items())})


def test_one_letter_is_printed_in_its_fields(listings: dict[str, Rows]) -> None:
    agreed("one-letter", [row["line"].split(":")[0] for row in listings["outbox show"]])


def test_figures_are_told_apart_by_the_words_they_always_were(listings: dict[str, Rows]) -> None:
    """A spreadsheet that looks up "white applicants more likely" finds it after the next release as well."""
    names = ("standard", "code", "measure", "group", "unit")
    agreed("measures", {
        words: sorted({" | ".join(str(row[name]) for name in names) for row in listings[words]})
        for words in ("indicators compute", "indicators show")
    } | {
        "breakdowns": sorted({str(row["breakdown"]) for row in listings["indicators compute"]}),
        "sources": sorted({str(row["source"]).split(" on ")[0] for row in listings["indicators show"]}),
        "reasons": sorted({str(row["reason"]) for row in listings["indicators compute"] if row["value"] is None}),
        "causes": sorted({str(row["cause"]) for row in listings["indicators check"]}),
    })  # fmt: skip
