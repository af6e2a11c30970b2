"""Forty everyday answers, read aloud: the first line is the answer, and half of them are said in under thirty words."""

import re
from statistics import median

from tests.world.vocabulary import CHAIR, EDI, GOVERNANCE, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World
from wres_bot.domain.cards import Buttons, Card

ASKED: tuple[tuple[str, str, str], ...] = (
    (RESOURCING, "when is 1.3 due", "1.3 is due by 30 April."),
    (RESOURCING, "is 1.3 done?", "1.3: ⚪ no update recorded."),
    (MEMBER, "who owns 1.6?", "1.6 is with the Director of Governance and Trust Board Chair."),
    (MEMBER, "2.3?", "2.3: in progress"),
    (RESOURCING, "who holds the head of edi", "Head of EDI"),
    (RESOURCING, "mine", "You look after 2 open actions"),
    (MEMBER, "mine", "You have no open actions."),
    (RESOURCING, "hello", "Hello, Head of Resourcing."),
    (RESOURCING, "thanks", "You are welcome."),
    (RESOURCING, "help", "Say it as you would to a colleague."),
    (MEMBER, "help", "Say it as you would to a colleague."),
    (CHAIR, "help", "Say it as you would to a colleague."),
    (EDI, "waiting", "One question in ESNEFT 2020-21 has no answer yet, asked 4 January."),
    (CHAIR, "waiting", "One question in ESNEFT 2020-21 has no answer yet, asked 4 January."),
    (EDI, "unanswered 1.3", "One question about 1.3 has no answer yet"),
    (EDI, "unanswered 2.3", "I haven't asked anybody anything about 2.3 yet."),
    (CHAIR, "since 1 January", "Since 1 January: one in progress in ESNEFT 2020-21."),
    (CHAIR, "since last meeting", "Since 1 January: one in progress in ESNEFT 2020-21."),
    (CHAIR, "since yesterday", "Since 3 January: one in progress"),
    (MEMBER, "news", "Since October nothing is recorded as finished"),
    (CHAIR, "agenda", "Nothing in ESNEFT 2020-21 waits for a decision of the steering group."),
    (CHAIR, "minutes", "I've sent you a copy for the minutes."),
    (CHAIR, "worry section 2", "Two things I would look at first in ESNEFT 2020-21, section 2."),
    (CHAIR, "late section 2", "1 date has passed in ESNEFT 2020-21 (section 2)."),
    (CHAIR, "status section 9", "I can't find section 9."),
    (CHAIR, "status section 2 status delayed", "No action of ESNEFT 2020-21 fits"),
    (CHAIR, "status section 2", "ESNEFT 2020-21, section 2"),
    (MEMBER, "indicators how many BME staff in band 8", "I don't hold a single count like that."),
    (MEMBER, "indicators gender pay gap", "I don't hold that."),
    (MEMBER, "indicators", "I have no indicator figures for ESNEFT yet."),
    (RESOURCING, "extend 1.3 30 June", "I've asked the EDI lead for 30 June for 1.3."),
    (RESOURCING, "extend 1.3", "Until when would you like 1.3 to have?"),
    (RESOURCING, "away until 12 April", "I've told the EDI lead that you are away until 12 April."),
    (RESOURCING, "leaving 26 March", "Thank you. I've told the EDI lead that you are leaving."),
    (MEMBER, "ask the lead does 2.3 cover bank staff?", "Shall I pass that on to the EDI lead?"),
    (GOVERNANCE, "ask the lead does 2.3 cover bank staff?", "I've passed that on to the EDI lead, with your name."),
    (CHAIR, "decide 1.6 launch in May", "I've passed that decision to the EDI lead, who records it."),
    (EDI, "move 1.3 30 June 2021", "Why does 1.3 move to 30 June 2021?"),
    (EDI, "assign 2.5 Head of Resourcing", "Shall Head of Resourcing have 2.5 instead of Head of EDI, or beside?"),
    (EDI, "write to Director of Governance: can we speak?", "I've passed that on to the Director of Governance."),
    (EDI, "remind 1.6", "I'm asking the Director of Governance again, about one action."),
    (MEMBER, "undo", "You have changed nothing"),
)


def _count_words(card: Card) -> int:
    """As they are read aloud, without what is on the buttons."""
    said = Card(card.title, tuple(block for block in card.blocks if not isinstance(block, Buttons)))
    return len(re.findall(r"[\w'’.-]+", said.plain()))


def test_forty_answers_read_aloud(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    world.say(RELATIONS, "2.3 in progress")
    words = []
    for who, asked, first in ASKED:
        card = world.card(who, asked)
        assert card, asked
        assert card.plain().startswith(first), (asked, card.plain())
        words.append(_count_words(card))
    assert len(words) >= 40
    assert median(words) < 30, sorted(zip(words, (asked for _, asked, _ in ASKED), strict=True))
