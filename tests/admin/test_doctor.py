"""What `doctor` finds, what it says to do, and when it calls the bot broken."""

import json
import sqlite3

from sqlalchemy import text

from tests.admin.commandline import CommandLine
from tests.world.vocabulary import EDI, MORNING
from wres_bot.admin.doctor import check_store
from wres_bot.store.engine import make_engine


def findings(cli: CommandLine, **env: str) -> dict[str, list[tuple[str, str]]]:
    said = cli.run("doctor", "--json", env=env)
    found: dict[str, list[tuple[str, str]]] = {}
    for finding in json.loads(said.out):
        found.setdefault(finding["what"], []).append((finding["state"], finding["words"]))
    assert said.code == int(any(state == "broken" for each in found.values() for state, _ in each))
    return found


def test_with_the_examples_only_a_chat_is_left_to_do(cli: CommandLine) -> None:
    cli.load_examples()
    told = cli("doctor")
    assert "look   chat: Neither Slack nor Teams is set up" in told
    assert told.endswith("0 broken, 1 to look at.\n")


def test_an_empty_store_needs_a_plan(lite: CommandLine) -> None:
    assert "wres-bot plan import" in findings(lite)["plans"][0][1]


def test_posts_channels_and_coordinators_that_are_missing_are_told(cli: CommandLine) -> None:
    plan = cli.write("plan.csv", "ref,title,section,owners,due", "1.1,A,S,Post 1,March 2030")
    cli("plan", "import", plan, "--trust", "new", "--year", "2029-30")
    found = findings(cli)
    assert found["new-2029-30"] == [("look", "1 post without anybody: Post 1. Add them to people.csv.")]
    words = " ".join(words for _, words in found["new"])
    assert "Nobody is coordinator today" in words
    assert "/wres use this channel for network" in words and "/wres use this channel for steering" in words


def test_a_rehearsal_is_not_forgotten(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    lite.say("rehearse on")
    assert any("rehearse off" in words for _, words in findings(lite)["esneft"])


def test_a_database_without_tables_is_broken(empty_database_url: str, lite: CommandLine) -> None:
    env = {"WRES_DATABASE_URL": empty_database_url}
    assert findings(lite, **env)["database"] == [("broken", "The database has no tables yet. Run: wres-bot migrate")]
    assert "Run: wres-bot migrate" in lite.refused("plan", "list", code=2, env=env)
    lite("migrate", env=env)
    assert findings(lite, **env)["database"][0][0] == "ok"


def test_a_database_of_a_newer_version_is_broken(cli: CommandLine) -> None:
    engine = make_engine(cli.url)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "is newer (9999) than this version" in findings(cli)["database"][0][1]
    for command in (("plan", "list"), ("migrate",), ("tick",), ("examples", "load")):
        assert "Install the newer one." in cli.refused(*command, code=2)


def test_a_database_that_is_not_there_is_told_without_its_password(lite: CommandLine) -> None:
    env = {"WRES_DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:1/none"}
    [(state, words)] = findings(lite, **env)["database"]
    assert state == "broken" and "did not answer" in words and "WRES_DATABASE_URL" in words
    told = lite.refused("plan", "list", code=2, env=env)
    assert "Run wres-bot doctor." in told
    assert "hunter2" not in words + told


def test_a_file_that_is_no_database_is_told(lite: CommandLine) -> None:
    (lite.folder / "junk.db").write_text("this was never a database" * 50)
    env = {"WRES_DATABASE_URL": "sqlite:///junk.db"}
    assert "file is not a database" in findings(lite, **env)["database"][0][1]
    assert "file is not a database" in lite.refused("migrate", code=2, env=env)


def test_a_settings_file_that_cannot_be_read_is_broken(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    lite.write("bad.toml", "lead_days = [")
    lite.write("unknown.toml", "[trusts.esneft]", "lead_dayz = [7]")
    lite.write("nobody.toml", "[trusts.esnetf]", "lead_days = [7]")
    for name, words in (
        ("bad.toml", "is not valid TOML"),
        ("unknown.toml", "lead_dayz"),
        ("no.toml", "cannot be read"),
    ):
        [(state, told)] = findings(lite, WRES_CONFIG=name)["settings"]
        assert state == "broken" and words in told
        assert words in lite.refused("plan", "list", code=2, env={"WRES_CONFIG": name})
    found = findings(lite, WRES_CONFIG="nobody.toml")["settings"]
    assert ("look", "[trusts.esnetf] is no trust here; those are esneft.") in found


def test_a_letter_that_could_not_be_delivered_is_told(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    lite("tick", "--at", "2021-01-05T09:30")
    with sqlite3.connect(lite.url.removeprefix("sqlite:///")) as db:
        db.execute("UPDATE letter SET state = 'dead', error = 'gone' WHERE id = 1")
    db.close()
    assert "1 message could not be delivered" in findings(lite)["messages"][0][1]
    assert "1 letter will be tried again. 1 left alone" in lite("outbox", "retry", "1", "2", "--at", "2021-01-05T09:31")
    assert findings(lite)["messages"] == [("ok", "None is stuck.")]


def test_a_protection_that_is_lowered_is_named_and_a_line_taken_out_returns_to_its_default(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")

    def named(*lines: str) -> list[str]:
        name = lite.write("settings.toml", *lines)
        return [words for _, words in findings(lite, WRES_CONFIG=name).get("esneft", []) if "weaker" in words]

    assert named("[trusts.esneft]", "least_base = 10", "grace_working_days = 2") == [
        "least_base is 10, weaker than the recommended 11: anything said of so few people could point at somebody.",
        "grace_working_days is 2, weaker than the recommended 5: owners get less time to answer before an action goes "
        "red.",
    ]
    assert len(named("[trusts.esneft]", "grace_working_days = 2")) == 1
    assert named("[trusts.other]") == []

    def stored(*lines: str) -> str:
        lite("plan", "list", env={"WRES_CONFIG": lite.write("settings.toml", *lines)})
        return str(lite.everything()["trust"])

    assert "undo_hours" in stored("[trusts.esneft]", "undo_hours = 2")
    assert "undo_hours" not in stored("[trusts.esneft]", "snooze_limit_days = 14")
    assert "snooze" not in stored("")


def test_a_stored_setting_of_an_older_release_that_cannot_be_is_named_and_not_used(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    engine = make_engine(lite.url)
    with engine.begin() as db:
        db.execute(text("""UPDATE trust SET settings = '{"small_counts": -1, "undo_hours": 99999999999}'"""))
    engine.dispose()
    said = [words for _, words in findings(lite)["esneft"]]
    assert "The stored setting small_counts is -1, which cannot be; the default is in force." in said
    said_of_undo = lite.run("say", "--as", EDI, "--at", "2021-01-04T09:00", "undo").out
    assert "nothing to take back" in said_of_undo


def test_who_listens_must_be_known_before_staff_write(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    known = {"guardian_contact": "ext. 1", "union": "the union", "crisis": "a line"}
    engine = make_engine(lite.url)
    with engine.connect() as db:
        for named, live, missing in (
            (None, False, 0), (None, True, 3), ({"esneft": {"labels": {"union": "the union"}}}, True, 2),
            ({"esneft": {"labels": known}}, True, 0),
        ):  # fmt: skip
            found = check_store(db, MORNING, named, live=live)
            assert sum(each.state == "broken" for each in found) == missing
    engine.dispose()
