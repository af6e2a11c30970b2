"""A bot small enough to hold in one's head, behind the real page: the page's own tests need one that never varies."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tests.world import vocabulary as words
from wres_bot.chat.local.room import Room
from wres_bot.demo.world import DemoChannel, DemoPerson, DemoPlan, Moment
from wres_bot.domain.cards import Button, Buttons, Card, Facts, Heading, Progress, Table, bullets, line, text
from wres_bot.domain.dates import format_day, london_day, london_instant
from wres_bot.domain.errors import UserError
from wres_bot.domain.ports import Answer

EDI = DemoPerson(words.EDI, words.POSTS[words.EDI], "runs the plan", default=True)
RESOURCING = DemoPerson(words.RESOURCING, words.POSTS[words.RESOURCING], "looks after 4 actions")
MEMBER = DemoPerson(words.MEMBER, "A staff network member")
NETWORK = DemoChannel("edi-network", "edi-network", "network")
STEERING = DemoChannel("edi-steering-group", "edi-steering-group", "steering")
ESNEFT = DemoPlan(words.PLAN, "ESNEFT, 2020-21", words.TRUST)
WHITTINGTON = DemoPlan("whittington-2025-26", "Whittington, 2025-26", "whittington", "DR6")


def reminder(done: bool = False) -> Card:
    if done:
        return Card("Thank you: 1.3 is done", (text("More interview panels with BAME members."),), "good")
    said = text(
        "Hello. One action you look after reaches its date on Friday 29 January. (The plan says “January 2021”.)"
    )
    name = "1.3 More interview panels with BAME members"
    buttons = [
        Button("Done", "update esneft-2020-21:1.3 done", name, 1, strong=True),
        Button("In progress", "update esneft-2020-21:1.3 in progress", name, 1),
        Button("Need help", "need help esneft-2020-21:1.3", name),
        Button("Not mine", "not mine esneft-2020-21:1.3", name),
    ]
    asides = text("Please leave out names and individual cases: replies are kept with the plan.", quiet=True)
    return Card(
        "How is it going?",
        (said, Heading(name), text("Aim: 80% at band 8a and above."), Buttons(tuple(buttons)), asides),
    )


def digest(quarter: str) -> Card:
    sections = Table(
        ("Section", "Done", "Under way", "No update recorded"),
        (
            (line("1 Recruitment"), line("2"), line("5"), line("2")),
            (line("2 Disciplinary"), line("1"), line("4"), line("0")),
        ),
        "By section",
    )
    counts = Progress((("Complete", 3), ("Under way", 9), ("No update recorded", 10)))
    ask = bullets(["1.7 relies on 2.4, which is due later. Move one?", "2.2 has no one in post."], ordered=True)
    return Card(f"WRES plan 2020-21, {quarter}", (counts, sections, Heading("For decision"), ask), more="digest page 2")


class Standin:
    """Knows four things to say, one reminder on 29 January, and one digest a quarter."""

    def __init__(self) -> None:
        self.plan = ESNEFT
        self.elsewhere = False
        self.heard: list[tuple[str, str | None, str, int | None]] = []
        self._begin(date(2021, 1, 4))

    def _begin(self, day: date) -> None:
        self.room = Room()
        self.now: datetime = london_instant(day, time(9))

    def people(self) -> Sequence[DemoPerson]:
        return (
            [EDI, RESOURCING, MEMBER]
            if self.plan == ESNEFT
            else [DemoPerson("edi@w.example", "EDI Lead", default=True)]
        )

    def channels(self, email: str) -> Sequence[DemoChannel]:
        return [NETWORK, STEERING] if email == EDI.email else [NETWORK]

    def plans(self) -> Sequence[DemoPlan]:
        return [ESNEFT, WHITTINGTON]

    async def say(
        self, email: str, place: str | None, text_: str, version: int | None = None, origin: str = ""
    ) -> Answer | None:
        self.heard.append((email, place, text_, version))
        if text_ == "break":
            raise RuntimeError("a secret in an exception")
        if text_ == "quiet":
            return None
        if text_ == "post":
            return Answer(Card("For everybody here"), only_asker=False)
        if version is not None:
            return Answer(Card("1.3 is done"), redrawn=reminder(done=True))
        if text_ == "mine":
            return Answer(
                Card(
                    "You look after 4 actions",
                    (Facts((("Next", line("29 January 2021")),)), text("1.3, 1.7, 2.1, 2.3")),
                )
            )
        return Answer(Card(f"You said: {text_}", (text("Was that it?"), Buttons((Button("My actions", "mine"),)))))

    async def advance(self, to: Moment | date) -> str:
        today = london_day(self.now)
        day = to if isinstance(to, date) else {
            "day": today + timedelta(days=1), "reminder": date(2021, 1, 22), "quarter": date(2021, 4, 9)
        }[to]  # fmt: skip
        if day <= today:
            raise UserError("Nothing more falls due in this plan.")
        self.now = london_instant(day, time(10))
        sent = 0
        if today < date(2021, 1, 22) <= day:
            self.room.add_card("esneft", RESOURCING.email, reminder(), self.now, key="r")
            sent += 1
        if self.elsewhere:
            self.room.add_card("whittington", NETWORK.external, digest("quarter 3"), self.now)
        if today < date(2021, 4, 9) <= day:
            for channel in (NETWORK, STEERING):
                self.room.add_card("esneft", channel.external, digest("quarter 4"), self.now, key="d")
            sent += 2
        return f"It is now {format_day(day)}. Messages sent: {sent}."

    async def switch(self, plan: str) -> None:
        self.plan = next(p for p in self.plans() if p.name == plan)
        self._begin(date(2021, 1, 4) if self.plan == ESNEFT else date(2026, 1, 2))
