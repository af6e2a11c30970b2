"""Holds the buttons of cards already posted: what each carries, and that it is read as it was when it was posted.

A card stays in a channel for years, and its buttons say a command. `WRES_TEST_GOLDEN=write` adds what is new; it takes
nothing away, for what was posted once stays posted.
"""

import itertools
import json
import os
import re
from typing import Any

import pytest

from tests.chat.teams.every_card import talk
from tests.outside.agreed import FOLDER, agreed
from tests.standins.databases import SqliteFiles
from wres_bot.chat.local.html import render_html
from wres_bot.chat.slack import incoming as slack_incoming
from wres_bot.chat.slack.render import render as render_slack
from wres_bot.chat.teams import incoming as teams_incoming
from wres_bot.chat.teams.render import render as render_teams
from wres_bot.domain.cards import Button, Buttons, Card, Select
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.parser.grammar import parse
from wres_bot.store.engine import migrate

POSTED = FOLDER / "buttons.json"
DIGEST = "digest:esneft:esneft-2020-21:3:2020-21Q3"
RARE = (
    f"digest arrived {DIGEST}", f"digest send {DIGEST}", f"digest hold {DIGEST}",
    "link new.address@esneft.example to head.of.edi@esneft.example",
    "link new.address@esneft.example to head.of.edi@esneft.example knowingly",
    "prefer slack", "prefer teams", "plan", "mine page 2", "list page 2", "late page 2", "due 90d page 2",
    "due year page 2", "history esneft-2020-21:2.3 page 2", "indicators RDR", "status plan esneft-2020-21",
    'list owner "Head of Resourcing"', "use this channel for network", "use this channel for steering",
    "use this channel for leads", 'post "Head of Resourcing" is head.of.edi@esneft.example',
    'post "Head of Resourcing" is head.of.edi@esneft.example from 2021-02-01', 'post "Head of Resourcing" is vacant',
    "assign esneft-2020-21:2.3 Head of EDI", "assign esneft-2020-21:2.3 Head of EDI, Head of Resourcing",
    "move esneft-2020-21:2.3 2021-06-30 panel dates were moved",
    "cancel esneft-2020-21:2.3 no longer needed", "cancel esneft-2020-21:2.3 no longer needed replaced by 2.4",
    "update esneft-2020-21:2.3 done, and continuing", "update esneft-2020-21:2.3 in progress, eight people trained",
    "update esneft-2020-21:2.3 not started", "update esneft-2020-21:2.3 no update",
    "keep update esneft-2020-21:2.3 in progress, Pat Smith is off sick",
    "keep need help esneft-2020-21:2.3 Pat Smith is off sick", "keep not mine esneft-2020-21:2.3 it is Pat Smith's",
    "keep move esneft-2020-21:2.3 2021-06-30 Pat Smith is off sick",
    "keep cancel esneft-2020-21:2.3 Pat Smith left", "keep assign esneft-2020-21:2.3 Head of EDI Pat Smith left",
    "plan file 1 import good rows", "plan file 1 import whole", "plan file posts esneft-2021-22",
    "need help esneft-2020-21:2.3 no trainer", "not mine esneft-2020-21:2.3 Head of EDI",
    "update whittington-2025-26:DR6 done", "update ARC10 in progress", "snooze esneft-2020-21:2.3 14d",
)  # fmt: skip
"""What the product puts into a button after an accident, a race or words of a person's own; found by reading it."""
SHAPES = (
    (r"^plan file \d+", "plan file N"),
    (r"\byear 20\d\d-\d\d$", "year YEAR"),
    (r"^(plan file N answer) [\w-]+ = \d+", r"\1 QUESTION = N"),
    (r'^post "[^"]+"', 'post "POST"'),
    (r"\bdigest:\S+", "DIGEST"),
    (r"\b[a-z]+-20\d\d-\d\d:[A-Z]*[\d.]+", "PLAN:REF"),
    (r"\b[a-z]+-20\d\d-\d\d\b", "PLAN"),
    (r"\b[\w.]+@[\w.]+", "ADDRESS"),
    (r"\b20\d\d-\d\d-\d\d\b", "DATE"),
    (r"\b(?:\d+\.\d+|[A-Z]+\d+)\b", "REF"),
    (r"^who .*", "who POST"),
    (r"^(ask the lead (?:question|by name:|unnamed:)) .*", r"\1 WORDS"),
    (r"^(assign PLAN:REF) .* (beside|instead|lead)$", r"\1 POST \2"),
    (r"^write to .*", "write to POST"),
    (r"^((?:note|move) PLAN:REF (?:DATE )?Decided:) .*", r"\1 WORDS"),
    (r"^(move PLAN:REF from DATE to DATE) .*", r"\1 WORDS"),
    (r"\b(section|indicators|page) \d+", r"\1 N"),
)


def shape(says: str) -> str:
    for found, name in SHAPES:
        says = re.sub(found, name, says)
    return says


def meaning(says: str) -> dict[str, Any]:
    """How it is read; what a command leaves empty is left out."""
    read = parse(says, verbs.ALL, pressed=True)
    assert isinstance(read, tuple), f"nobody knows what {says!r} is any more"
    first, *others = [command for command in read if isinstance(command, Command)]
    assert len(others) + 1 == len(read), f"{says!r} is asked about"
    told = _meaning_of(first)
    return told | ({"then": [_meaning_of(command) for command in others]} if others else {})


def _meaning_of(command: Command) -> dict[str, Any]:
    assert not command.question
    told: dict[str, Any] = {"verb": command.verb, "refs": [str(ref) for ref in command.refs]}
    told |= {name: getattr(command, name) for name in ("status", "words", "when", "rest")}
    told["filters"] = dict(command.filters)
    if command.verb == verbs.KEEP.name:
        told["keeps"] = meaning(command.rest)
    return {name: value for name, value in told.items() if value}


@pytest.fixture(scope="module")
def made(sqlite_files: SqliteFiles) -> set[str]:
    """What every button says that is made while the bot is talked to, and each "More" with them."""
    said: set[str] = set()
    button, card, select = Button.__init__, Card.__init__, Select.__init__

    def of_button(it: Button, *parts: Any, **more: Any) -> None:
        button(it, *parts, **more)
        said.add(it.says)

    def of_card(it: Card, *parts: Any, **more: Any) -> None:
        card(it, *parts, **more)
        said.update([it.more] if it.more else [])

    def of_select(it: Select, *parts: Any, **more: Any) -> None:
        select(it, *parts, **more)
        said.update(it.say(value) for _, value in it.options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Select, "__init__", of_select)
        patch.setattr(Button, "__init__", of_button)
        patch.setattr(Card, "__init__", of_card)
        talk(sqlite_files.new(migrate) for _ in itertools.count())
    return said


def test_every_button_is_one_that_is_known_to_be_posted(made: set[str]) -> None:
    posted: dict[str, Any] = json.loads(POSTED.read_text(encoding="utf-8")) if POSTED.exists() else {}
    if os.environ.get("WRES_TEST_GOLDEN"):
        for says in sorted(made | set(RARE)):
            posted.setdefault(shape(says), {"says": says, "means": meaning(says)})
        written = json.dumps(dict(sorted(posted.items())), ensure_ascii=False, indent=1)
        POSTED.write_text(written + "\n", encoding="utf-8")
    assert {shape(says) for says in made} <= posted.keys()


def test_a_posted_button_is_read_as_it_was_when_it_was_posted() -> None:
    posted = json.loads(POSTED.read_text(encoding="utf-8"))
    assert {name: meaning(each["says"]) for name, each in posted.items()} == {
        name: each["means"] for name, each in posted.items()
    }


def test_a_button_is_read_as_the_others_of_its_shape_whatever_ref_it_names(made: set[str]) -> None:
    posted = json.loads(POSTED.read_text(encoding="utf-8"))
    for says in made:
        found = meaning(says)
        assert found["verb"] == posted[shape(says)]["means"]["verb"], says


# what a platform keeps with a button, and gives back when it is pressed

BUTTONS = (
    Button("Done", "update esneft-2020-21:2.3 done", "2.3 Cultural Ambassadors", 4, True, "mine"),
    Button("Undo", "undo", "the last change you made", 2271594418),
    Button("Keep it", "keep note esneft-2020-21:2.3 a < b & “c” *d*", strong=False),
    Button("Status", "status"),
)


def kept() -> dict[str, Any]:
    """As each platform has it in messages already sent, without the words that are shown."""
    card = Card("Title", (Buttons(BUTTONS),), more="list page 2")
    [slack], [teams] = render_slack(card), render_teams(card)
    elements = [each for block in slack.blocks if block["type"] == "actions" for each in block["elements"]]
    actions = [each for block in teams.card["body"] if block["type"] == "ActionSet" for each in block["actions"]]
    return {
        "slack": [{name: each[name] for name in ("type", "action_id", "value")} for each in elements],
        "teams": [{name: each[name] for name in ("type", "verb", "data")} for each in actions],
        "local": re.findall(r'<button [^>]*name="says"[^>]*>', str(render_html(card))),
    }


def agreed_clicks(platform: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "clicks.json").read_text(encoding="utf-8"))[platform]
    return found


def test_every_platform_keeps_with_a_button_what_it_always_kept() -> None:
    agreed("clicks", kept())


def test_a_press_on_slack_is_read_from_what_was_kept() -> None:
    for was, button in zip(agreed_clicks("slack"), BUTTONS, strict=False):
        body = {
            "actions": [{"action_ts": "1.2", **was}], "user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"},
            "channel": {"id": "D1", "name": "directmessage"},
            "container": {"channel_id": "D1", "message_ts": "1.1"},
        }  # fmt: skip
        read = slack_incoming.parse_click(body)
        assert read
        assert (read.via, read.text, read.seen, read.origin) == ("click", button.says, button.version, button.origin)


def test_a_press_on_teams_is_read_from_what_was_kept() -> None:
    for was, button in zip(agreed_clicks("teams"), BUTTONS, strict=False):
        activity: dict[str, Any] = {
            "type": "invoke", "id": "1", "channelId": "msteams", "name": "adaptiveCard/action", "replyToId": "2",
            "from": {"id": "29:a", "aadObjectId": "a"}, "recipient": {"id": "28:b"},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "t"},
            "channelData": {"tenant": {"id": "t"}}, "value": {"action": was, "trigger": "manual"},
        }  # fmt: skip
        read = teams_incoming.parse_click(activity, "t")
        assert read
        assert (read.via, read.text, read.seen, read.origin) == ("click", button.says, button.version, button.origin)
