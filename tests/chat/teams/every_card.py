"""Owns every card the bot can produce: it is talked to until each place in the code that makes one has made one."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tests.world.facts import make_action, make_event
from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import BOTH, CHAIR, EDI, GOVERNANCE, MEMBER, MORNING, OTHER, RELATIONS, RESOURCING
from tests.world.world import World, buttons, channel, profile, two_trusts
from wres_bot import commands
from wres_bot.documents.document import Document
from wres_bot.documents.formats import read_document
from wres_bot.domain.cards import Card, Select
from wres_bot.domain.delivery_failures import NobodyToAsk
from wres_bot.domain.letters import PlanImportedNotice
from wres_bot.domain.policy import Labels
from wres_bot.domain.ports import ReadFile, SentFile
from wres_bot.domain.reminder_rules import DueReminder
from wres_bot.views import accounts, figures_that_wait, notices, refreshed_cards, refusals, reminder
from wres_bot.views import action as views
from wres_bot.views.reminder import ReminderEntry
from wres_bot.views.viewer import Viewer

ROOT = Path(commands.__file__).parents[1]
ROOMS = ("views", "commands", "delivery")
SECOND = "second.address@nhs.example"
RARE = {
    "views/accounts.render_link_request", "views/accounts.render_link_requested",
    "views/action_answers.render_older_undo_button", "views/asking.render_not_placed",
    "views/deliveries.render_arrival_question", "views/deliveries.render_place_failure",
    "views/digest/digest.render_arrived", "views/digest/digest.render_sent_already",
    "views/not_understood.render_nothing_said", "views/paper/answers.render_paper",
    "views/refusals.render_repeated_message",
}  # fmt: skip
"""Each a line or two and a button, after an accident or a race; their own tests are beside them."""


def _named(path: Path) -> str:
    """ "views/indicators/pictures" """
    return str(path.relative_to(ROOT).with_suffix(""))


def makers() -> set[str]:
    """Every function that makes a card."""
    return {
        f"{_named(path)}.{function.name}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Card"
    }


class Album:
    """The cards made while it is open, each with where it was made; of one place, the longest few."""

    def __init__(self) -> None:
        self.cards: dict[str, list[Card]] = {}

    @contextmanager
    def opened(self) -> Iterator["Album"]:
        made = Card.__init__

        def making(card: Card, *parts: Any, **more: Any) -> None:
            made(card, *parts, **more)
            frame = sys._getframe(1)
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS:
                self._keep(f"{_named(path)}.{frame.f_code.co_name}", card)

        Card.__init__ = making  # type: ignore[method-assign, assignment]
        try:
            yield self
        finally:
            Card.__init__ = made  # type: ignore[method-assign]

    def _keep(self, maker: str, card: Card) -> None:
        kept = self.cards.setdefault(maker, [])
        if card not in kept:
            kept.append(card)
            kept.sort(key=lambda each: -len(repr(each)))
            del kept[4:]


def talk(urls: Iterator[str]) -> Album:
    album = Album()
    with album.opened():
        for made in two_trusts(next(urls)):
            _small_world(made)
        with pilot(next(urls), "whittington-2025-26", "2026-02-03") as longest:
            _longest_plan(longest)
        with pilot(next(urls), "nscht-2021-22", "2022-01-03") as pictured:
            _pictures(pictured)
        _by_hand()
    return album


LEADS = (
    "help", "help update", "", "hello", "thanks", "stop", "start", "stauts", "zzz qqq", "mine", "list", "list zzzz",
    "list section 9 status done", "show 1.3", "show 2.3", "show 9.9", "history 1.3", "late", "due 90d", "due 1d",
    "due year", "status", "status section 2", "minutes", "indicators", "indicators 2", "digest 2020-21Q3 network",
    "digest 2020-21Q3 steering", "digest hold 2020-21Q3", "digest send 2020-21Q3", "deliveries",
    "who head of resourcing", "who chief wizard", "who head of", "plan", "plan use esneft-2020-21", "rehearse on",
    "rehearse off", "move 2.1 30 April 2021 the system comes later", "cancel 1.7 no longer needed replaced by 1.3",
    "assign 2.3 Trust Board Chair",
    "assign 2.3 Trust Board Chair beside",
    'post "Head of Resourcing" is head.of.edi@esneft.example from 1 February 2021',
    'post "Head of Resourcing" is vacant', 'post "Head of Resourcing" is nobody@nowhere.example',
    "plan close esneft-2020-21", "update 1.3", "update", "1.3 going swimmingly well", "1.3 delayed",
    "1.3 in progress, training booked", "1.3 in progress", "1.5 done", "done", "show 2.5 and show 2.1",
    "1.3 and 1.5 done", "1.3, 1.5 done", "undo", "undo", "snooze 2.5 7d", "need help 2.5",
    "need help 2.5 no trainer", "need help 2.5", "no longer need help 2.5", "2.5 no longer needs help",
    "need help 2.5 no longer", "update 2.1 and 2.3", "show 2.1; show 2.3", "link me",
    "note 2.5 Pat Smith complained about her manager",
    f"note 2.5 Pat Smith complained about her manager{' again' * 260}",
    "note 2.5 booked", "not mine 2.5", "tell the lead 2.3",
    "yes this is me", "covering", "not me", "x" * 5000, "prefer slack", "prefer teams", "prefer", "prefer last",
    f"link {SECOND} to {RESOURCING}", f"link {SECOND}", "link", f"link {RELATIONS} to {RESOURCING}",
    f"unlink {SECOND}", f"link {RESOURCING}", "my manager called me a name in front of everybody", "deliveries",
)  # fmt: skip


def _small_world(world: World) -> None:
    _click_through(world)
    _plan_files(world)
    _everyday(world)
    for words in LEADS:
        world.say(EDI, words)
        world.later(minutes=1)
    for who in (RESOURCING, RELATIONS, MEMBER, CHAIR, GOVERNANCE, BOTH, OTHER):
        for words in (
            "mine",
            "1.3 done",
            "show 2.3",
            "status",
            "2.3 done",
            "update 2.3",
            "late",
            "list",
            "hello",
            "undo",
        ):
            world.say(who, words)
    closing = world.card(EDI, "plan close esneft-2020-21")
    for audience in ("network", "steering"):
        place = {"place": "C1", "place_facts": channel(private=True)}
        world.say(EDI, f"use this channel for {audience}", **place)
        world.say(EDI, "stop using this channel", **place)
    for found in (profile(None), profile("new@esneft.example", guest=True), profile("new@nowhere.example")):
        world.say("stranger", "mine", sender=f"S{found.email}", profile=found)
    for button in buttons(closing).values():
        world.click(EDI, button)


_REQUESTS: tuple[tuple[str, str], ...] = (
    *((RESOURCING, words) for words in (
        "extend 1.7", "extend 1.7 30 June 2021 the trainer left", "away until 12 May, the deputy covers",
        "leaving 26 May, it's the Head of EDI now", "ask the lead", "ask the lead does 2.3 cover bank staff?",
        "ask the lead progress 1.7 72%", "is 1.7 done?", "not mine 1.7 Head of EDI",
    )),
    *((CHAIR, words) for words in (
        "decide", "decide 1.6 launch in May", "agenda", "worry", "since last meeting", "help",
    )),
    *((MEMBER, words) for words in ("news", "ask the lead does 2.3 cover bank staff?", "away", "help", "worry")),
    *((EDI, words) for words in (
        "waiting", "waiting 2.3", "since yesterday", "remind 1.6", "remind 1.6", "remind 2.5", "help all",
        "write to Director of Governance: can we speak?", "write to Director of Governance", "write to nobody",
        "write to Trust Board Chair: hello", "assign 1.6 Head of EDI", "move 2.3 30 July 2021 the trainer left",
        "move 2.3 from 1 May to 30 July 2021 the trainer left", "status banana", "indicators gender pay gap",
        "indicators harassment", "indicators how many BME staff in band 8",
    )),
)  # fmt: skip


def _everyday(world: World) -> None:
    """What is asked every day, what is asked of those who lead, and a message that is changed and deleted."""
    world.say(CHAIR, "scrap that")
    for words in (
        "how are you",
        "what about the recruitment panels?",
        "why does it rain on Tuesdays?",
        "snooze 1.7 7d",
    ):
        world.say(RESOURCING, words)
    world.say(RESOURCING, "1.7 in progress, panels booked", via="message", id="first")
    world.later(minutes=1)
    world.say(RESOURCING, "1.7 delayed", via="message", id="second", corrects="first")
    world.say(RESOURCING, "scrap that")
    world.say(EDI, "remind everybody")
    world.remind(GOVERNANCE, "1.6")
    world.later(days=2)
    for who, words in _REQUESTS:
        world.say(who, words)
        world.later(minutes=1)
    world.say(GOVERNANCE, "1.6 done")
    world.say(EDI, "waiting 1.6")
    world.say(EDI, "remind 1.6")
    for said, corrected in (("1.7 delayed", "1.7 in progress"), ("1.7 done", "")):
        world.say(RESOURCING, said, via="message", id=f"said{corrected}")
        world.say(RESOURCING, corrected, via="message", id=f"then{corrected}", corrects=f"said{corrected}")


def _plan_files(world: World) -> None:
    """A file sent by a lead, by somebody else, in a channel, beside a command; read, refused, answered, imported."""
    sent: dict[str, Any] = {"via": "message", "files": (SentFile("plan.csv", "x"), SentFile("other.csv", "y"))}
    rows = "".join(f"R{n},Action {n} of the plan,Post {n},June 2021,Amber\r\n" for n in range(1, 19))
    document = read_document(f"Ref,Action,Lead,Due,RAG\r\n{rows}R19,#REF!,Head of EDI,soon,Red\r\n".encode())
    read = ReadFile("plan.csv", TypeAdapter(Document).dump_json(document).decode())
    nothing = TypeAdapter(Document).dump_json(read_document(b"Name,Meets\r\nA group,Monthly\r\n")).decode()
    for other in (ReadFile("plan.csv", refused="It is locked."), ReadFile("plan.csv", nothing)):
        world.card(EDI, "", **sent, read=other)
    seen = world.card(EDI, "", **sent, read=read)
    [asked] = [b for b in (seen.blocks if seen else ()) if isinstance(b, Select) and "answer" in b.says]
    for words in (asked.say("1"), *(button.says for button in buttons(seen).values())):
        seen = world.card(EDI, words, via="click")
    draft = asked.says.split(" answer")[0]
    for words in ("", " all", " later", " year 2021-22", " import", " import good rows", " import whole"):
        world.say(EDI, f"{draft}{words}", via="click")
    one = TypeAdapter(Document).dump_json(read_document(b"Ref,Action,Lead\r\nZ1,One action alone,Head of EDI\r\n"))
    cut_short = world.card(EDI, "", **sent, read=ReadFile("plan.csv", one.decode()))
    [year] = [b for b in (cut_short.blocks if cut_short else ()) if isinstance(b, Select) and " year " in b.says]
    world.say(EDI, f"{year.says.split(' year ')[0]} import", via="click")
    world.say(EDI, "plan file posts esneft-2021-22")
    world.say(EDI, "plan file invite esneft-2021-22")
    world.say(EDI, "1.3 in progress", **sent)
    world.say(EDI, "", **sent, place="C1", place_facts=channel(private=True))


def _click_through(world: World) -> None:
    """Old buttons, and a letter that is answered in a word."""
    card = world.card(RESOURCING, "update 1.3")
    world.say(RESOURCING, "1.3 in progress")
    world.later(minutes=5)
    world.click(RESOURCING, buttons(card)["Done"])
    told = world.card(RESOURCING, "1.7 in progress")
    world.later(minutes=5)
    world.say(EDI, "1.7 delayed")
    world.say(RESOURCING, "undo")
    world.later(minutes=5)
    world.say(RESOURCING, "1.3 delayed")
    world.click(RESOURCING, buttons(told)["Undo"])
    world.say(RESOURCING, "show 1.3; show 1.7")
    world.remind(RESOURCING, "1.3", "1.7")
    world.say(RESOURCING, "done")
    world.say(EDI, f"link {SECOND} to {RESOURCING}")
    for words in ("1.3 done", "mine"):
        world.say("T1", words, platform="teams", via="message", profile=profile(SECOND), sender="T1")
    for letter in world.letter_cards(RESOURCING):
        for button in buttons(letter).values():
            world.click(RESOURCING, button)


def _longest_plan(bot: Pilot) -> None:
    for words in ("list", "list page 2", "status", "late", "due year", "show DR2", "indicators", "indicators 3",
                  "digest 2025-26Q3 steering", "digest 2025-26Q3 network", "help", "minutes", "mine"):  # fmt: skip
        bot.say("edi.lead", words)
    bot.tick("2026-03-03", "10:00")
    bot.tick("2026-04-01", "10:00")


def _pictures(bot: Pilot) -> None:
    for indicator in (2, 5):
        bot.say("recruitment.lead", f"indicators {indicator}")
    bot.say("d.and.i.lead", "rehearse on")
    bot.tick("2022-01-04", "10:00")
    bot.say("d.and.i.lead", "rehearse off")
    bot.tick("2022-01-06", "10:00")
    for _ in range(2):
        _press_all(bot, "d.and.i.lead")
    bot.tick("2022-01-10", "10:00")
    _press_all(bot, "d.and.i.lead")


def _by_hand() -> None:
    """What takes an accident, or somebody else, to be said."""
    waiting = make_action()
    entry = ReminderEntry(
        waiting, waiting.milestones[0], DueReminder(waiting.milestones[0].id, "after", date(2021, 4, 30))
    )
    view = Viewer(date(2021, 5, 4))
    reminder.render_unreachable(
        "ESNEFT", [reminder.UnreachableOwner("Head of Resourcing", NobodyToAsk.VACANT, (entry,))], view
    )
    refreshed_cards.render_reminder_handed_back(reminder.Reminder("ESNEFT", (entry,)), view)
    views.render_outdated_click(waiting, make_event(new="in progress"), view)
    notices.render_plan_imported(waiting.plan, PlanImportedNotice(1, added=2, changed=3, removed=1))
    figures_that_wait.render_shown_before(["WRES 5 of 2021", "WRES 9 of 2021"])
    figures_that_wait.render_which_survey([("2021", "network"), ("2021", "steering")])
    figures_that_wait.render_which_figure(["2 of 2021"])
    figures_that_wait.render_why_as_printed("publish as printed 2 2021")
    figures_that_wait.render_decided("ESNEFT: 1 figure of indicator 2 of 2021 may be told as printed.")
    refusals.render_inactive(Labels())
    accounts.render_address_claimed_notice(SECOND, "ESNEFT")
    accounts.render_address_left_out_notice(SECOND)
    accounts.render_foreign_link_notice(SECOND)
    accounts.render_foreign_link_refused(SECOND)
    notices.render_platform_refuses("slack", "token_revoked")
    notices.render_security_notice(date(2021, 5, 3), ["hold placed", "hold placed"], 50)
    notices.render_security_notice(date(2021, 5, 3), [], 50)
    accounts.render_unknown_accounts_notice([accounts.UnknownAccount(SECOND, "teams", MORNING)], view)


def _press_all(bot: Pilot, post: str) -> None:
    """Every button of everything somebody has been sent."""
    for card in bot.cards(bot.email(post)):
        for button in buttons(card).values():
            bot.say(post, button.says, "click", button.version)
