"""Somebody asks what is kept about them, or leaves: all is handed out; all goes but what their post did."""

import csv
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from tests.admin.commandline import CommandLine
from tests.outside.typed import Typed
from tests.standins.databases import SqliteFiles
from tests.world.vocabulary import EDI, RESOURCING
from wres_bot.store.engine import migrate, reclaim_space

NAME, ADDRESS, SECOND = "Zorvan Quillstone-Ämber", "z.quillstone@esneft.example", "zq@personal.example"
OTHER, OTHERS = "Veldric Ashgrove", "v.ashgrove@esneft.example"
CALLED = ("zorvan", "quillstone", "ämber", "z.q", "zq@", "u0zq77", "d0zq77")
PEOPLE = (
    "name,email,post,role,from",
    f"{NAME},{ADDRESS},Head of Resourcing,,2020-04-01",
    f"{OTHER},{OTHERS},,coordinator,2020-04-01",
)


def live(cli: Typed | CommandLine) -> None:
    """Somebody with a name of their own has held a post for a while: said things, was spoken of, got letters."""
    (cli.folder / "people.csv").write_text("\n".join(PEOPLE), encoding="utf-8")
    cli("examples", "load", "esneft-2020-21")
    cli("people", "import", "people.csv", "--trust", "esneft", "--at", "2020-12-01")
    for who, day, words in (
        (ADDRESS, "2021-01-04", "note 1.3 rooms are booked for two panels"),
        (ADDRESS, "2021-01-04", "1.3 in progress"),
        (EDI, "2021-01-05", f"link {SECOND} to {ADDRESS}"),
        (EDI, "2021-01-05", "note 1.3 agreed with the union"),
    ):
        cli("say", "--as", who, "--at", day, words)
    cli("tick", "--at", "2021-01-06T09:30")
    engine = create_engine(cli.url)
    with engine.begin() as db:
        person = db.execute(text("SELECT id FROM person WHERE email = :e"), {"e": ADDRESS}).scalar_one()
        say = f"QUILLSTONE-ÄMBER, Zorvan and zorvan  quillstone-ämber will train; {ADDRESS.upper()}, <@U0ZQ77>; {OTHER}"
        note = (
            "UPDATE event SET words = :w, place = 'D0ZQ77' WHERE id = (SELECT max(id) FROM event WHERE field = 'note')"
        )
        letter = "UPDATE letter SET said = :s WHERE id = (SELECT max(id) FROM letter)"
        db.execute(text(note), {"w": say})
        db.execute(text(letter), {"s": json.dumps({"t": say})})
        db.execute(text("UPDATE action SET need_help = :w WHERE ref = '1.3'"), {"w": f"ask {NAME}"})
        db.execute(
            text(
                "INSERT INTO identity (person_id, platform, workspace, external, direct, reachable)"
                " VALUES (:p, 'slack', 'T1', 'U0ZQ77', 'D0ZQ77', true)"
            ),
            {"p": person},
        )
        db.execute(
            text(
                "INSERT INTO conversation (platform, workspace, external, kind, name, person, private, shared, member,"
                " locator, seen_at) VALUES ('slack', 'T1', 'D0ZQ77', 'direct', :n, 'U0ZQ77', true, false, true, '{}',"
                " '2021-01-01')"
            ),
            {"n": NAME},
        )
        db.execute(
            text(
                "INSERT INTO inbox (platform, workspace, external, via, state, at, said) VALUES"
                " ('slack', 'T1', 'stranger:U0ZQ77', 'command', 'done', '2021-01-01', NULL)"
            )
        )
    engine.dispose()
    cli("tick", "--at", "2021-02-01T07:00")  # history is sealed


@pytest.fixture(scope="module")
def template(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    url = sqlite_files.new(migrate)
    live(Typed(url, tmp_path_factory.mktemp("lived"), pytest.MonkeyPatch()))
    engine = create_engine(url)
    assert reclaim_space(engine)
    engine.dispose()
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def lived(lite: CommandLine, template: Path) -> CommandLine:
    """On SQLite only, a copy of what was lived once."""
    shutil.copyfile(template, lite.url.removeprefix("sqlite:///"))
    lite.write("people.csv", *PEOPLE)
    return lite


def everything(cli: CommandLine) -> str:
    return json.dumps(cli.everything(), ensure_ascii=False, default=str).casefold()


def test_nothing_of_an_erased_person_remains_and_what_their_post_did_does(cli: CommandLine) -> None:
    live(lived := cli)
    before = everything(lived)
    assert all(each in before for each in CALLED)
    tried = lived("people", "erase", ADDRESS, "--dry-run", "--at", "2021-02-03")
    assert "Nothing was written" in tried and everything(lived) == before
    with capture_logs() as logged:
        said = lived("people", "erase", SECOND, "--at", "2021-02-03")  # a joined address is theirs too
    after = everything(lived)
    assert [each for each in CALLED if each in after or each in str(logged).casefold()] == []
    if lived.url.startswith("sqlite"):
        files = [Path(lived.url.removeprefix("sqlite:///") + end) for end in ("", "-wal")]
        kept = b"".join(file.read_bytes() for file in files if file.exists()).lower()
        assert [each for each in CALLED if each.encode() in kept] == []
    assert "They are erased" in said and "Part of the name" not in said
    assert "rooms are booked for two panels" in after and OTHER.casefold() in after
    shown = lived.say("history 1.3", at="2021-02-04", who=EDI)
    assert "rooms are booked" in shown and "Head of Resourcing" in shown and "[name removed]" in shown
    [checked] = json.loads(lived("audit", "verify", "--json"))
    assert checked["whole"]
    lived("tick", "--at", "2021-02-05T07:00")
    [checked] = json.loads(lived("audit", "verify", "--json"))
    assert checked["whole"]
    assert "records: somebody erased" in lived("audit", "list")
    assert "nobody with the address" in lived.refused("people", "erase", ADDRESS)


def test_a_part_of_the_name_that_stands_alone_is_shown_and_taken_out_when_told(lived: CommandLine) -> None:
    engine = create_engine(lived.url)
    with engine.begin() as db:
        db.execute(text("UPDATE action SET monitored_by = 'zorvan knows, and Zorvan said so' WHERE ref = '1.3'"))
    engine.dispose()
    said = lived("people", "erase", ADDRESS, "--dry-run", "--at", "2021-02-03")
    assert "Part of the name stands alone" in said and ", monitored_by" in said
    assert "Zorvan" not in said
    rows = json.loads(lived("people", "erase", ADDRESS, "--also", "Zorvan", "--json", "--at", "2021-02-03"))
    assert {row["table"] for row in rows} >= {"event", "letter", "identity", "person_address"}
    assert "and Zorvan said".casefold() not in everything(lived)


def test_a_hold_keeps_a_person_and_a_trust(lived: CommandLine) -> None:
    before = everything(lived)
    lived("hold", "place", "--trust", "esneft", "--person", ADDRESS, "--reason", "SAR 7")
    assert "held by number 1" in lived.refused("people", "erase", ADDRESS)
    assert "held by number 1" in lived.refused("trust", "delete", "esneft", "--dry-run")
    lived("hold", "lift", "1")
    lived("hold", "place", "--trust", "esneft", "--reason", "FOI 1")
    assert "held by number 2" in lived.refused("people", "erase", ADDRESS)
    assert everything(lived) != before  # the holds themselves
    assert all(each in everything(lived) for each in CALLED)


def test_an_erased_person_whose_name_is_their_post_leaves_the_post_alone(lived: CommandLine) -> None:
    rows: list[dict[str, Any]] = json.loads(lived("people", "erase", RESOURCING, "--json", "--at", "2021-02-03"))
    assert "post" not in {row["table"] for row in rows}
    assert RESOURCING not in everything(lived) and "head of resourcing" in everything(lived)


def test_what_is_kept_about_somebody_is_reviewed_before_it_leaves(lived: CommandLine) -> None:
    said = lived("people", "export", ADDRESS, "review.csv")
    assert "Write yes or no" in said
    review = lived.folder / "review.csv"
    assert review.stat().st_mode & 0o777 == 0o600
    assert "there already" in lived.refused("people", "export", ADDRESS, "review.csv")
    assert "without yes or no" in lived.refused("people", "export", ADDRESS, "answer.zip", "--review", "review.csv")
    lines = list(csv.DictReader(review.read_text(encoding="utf-8-sig").splitlines()))
    assert OTHER not in str(lines) and OTHERS not in str(lines)
    [about] = [line for line in lines if "will train" in line["text"] and line["id"].startswith("event|")]
    assert about["why"] == "somebody else is masked" and "[person " in about["text"]
    for line in lines:
        line["release"] = "no" if line["id"] == about["id"] else "Yes"
    with review.open("w", encoding="utf-8", newline="") as out:
        writing = csv.DictWriter(out, lines[0].keys())
        writing.writeheader()
        writing.writerows(lines)
    lived("people", "export", ADDRESS, "answer.zip", "--review", "review.csv")
    with zipfile.ZipFile(lived.folder / "answer.zip") as kept:
        data = json.loads(kept.read("data.json"))
    whole = json.dumps(data, ensure_ascii=False)
    assert OTHER not in whole and OTHERS not in whole and "withheld" in whole
    assert {"person", "identity", "person_address", "holding", "event", "letter"} <= data.keys()
    assert data["identity"][0]["external"] and "rooms are booked for two panels" in whole
    assert (lived.folder / "answer.zip").stat().st_mode & 0o777 == 0o600
    assert "records: person exported" in lived("audit", "list")
    lived.say("note 1.3 rooms again", at="2021-02-03", who=ADDRESS)
    assert "came after the review" in lived.refused("people", "export", ADDRESS, "b.zip", "--review", "review.csv")
    assert "no review" in lived.refused("people", "export", ADDRESS, "b.zip", "--review", "people.csv")
    assert "cannot be read" in lived.refused("people", "export", ADDRESS, "b.zip", "--review", "nothing.csv")
