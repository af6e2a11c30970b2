"""What people ask of those who lead: one letter each, with what they can do about it."""

import pytest

from tests.world.vocabulary import CHAIR, EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, buttons
from wres_bot.domain.letters import ActionNotice, PersonNotice


def test_an_owner_asks_for_a_date_and_the_lead_moves_it_with_one_tap(world: World) -> None:
    said = world.card(RESOURCING, "extend 1.3 30 June 2021 the trainer left")
    assert said
    assert said.title == "I've asked the EDI lead for 30 June for 1.3."
    assert "Until they answer its date stays 30 April." in said.plain()
    assert "Say that it is delayed" in buttons(said)
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Head of Resourcing asks for 30 June 2021 for 1.3."
    assert "Why: “the trainer left”" in letter.plain()
    assert world.load_action("1.3").slips == 0
    assert "1.3 is now due by 30 June 2021." in world.click(EDI, buttons(letter)["Move it to 30 June"])
    assert world.history("1.3")[-1].endswith("(the trainer left)")


def test_the_reminder_names_the_action_when_a_date_is_asked_for(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    said = world.say(RESOURCING, "extend to 30 June", via="message")
    assert said.startswith("I've asked the EDI lead for 30 June for 1.3.")


def test_until_when_is_asked_with_dates_to_press(world: World) -> None:
    card = world.card(RESOURCING, "extend 1.3")
    assert card
    assert card.title == "Until when would you like 1.3 to have?"
    world.click(RESOURCING, buttons(card)["31 May 2021"])
    assert world.letter_cards(EDI)[0].title == "Head of Resourcing asks for 31 May 2021 for 1.3."


def test_which_of_several_dates_the_tap_moves_is_said(world: World) -> None:
    world.say(RELATIONS, "extend 2.3 30 June 2021 the trainer left")
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Head of Employee Relations asks for 30 June 2021 for the start of 2.3."
    said = world.click(EDI, buttons(letter)["Move it to 30 June"])
    assert said.startswith("The start of 2.3 is now 30 June 2021.")
    assert "Its mid-year review is 31 May, which no longer fits. Move that one too?" in said


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("extend 1.3 1 January 2021", "has passed"),
        ("extend 1.3 30 Juno", "Until when"),
        ("extend 1.6 30 June", "sits with"),
    ],
)
def test_a_date_that_cannot_be_asked_for_is_not_passed_on(world: World, words: str, refused: str) -> None:
    assert refused in world.say(RESOURCING, words)
    assert world.letter_cards(EDI) == []


def test_a_finished_action_has_no_date_to_ask_for(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    world.say(RESOURCING, "extend 1.3 30 June")
    assert world.letter_cards(EDI) == []


def test_who_leads_moves_it_at_once(world: World) -> None:
    assert world.say(EDI, "extend 1.3 30 June 2021 the trainer left").startswith("1.3 is now due by 30 June 2021.")


def test_who_is_away_tells_the_lead_and_may_pause_what_falls_in_that_time(world: World) -> None:
    world.later(days=100)
    card = world.card(RESOURCING, "away until 3 May, the deputy covers")
    assert card
    assert card.title == "I've told the EDI lead that you are away until 3 May."
    assert "You have two dates in that time: 1.3 and 1.7." in card.plain()
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Head of Resourcing is away until 3 May 2021."
    assert "“the deputy covers”" in letter.plain()
    assert "I won't remind you about 1.3 until after 3 May." in world.click(RESOURCING, buttons(card)["Pause 1.3"])


def test_who_is_leaving_names_who_follows(world: World) -> None:
    said = world.say(RESOURCING, "leaving 26 March, it's the Head of EDI now")
    assert said.startswith("Thank you. I've told the EDI lead that you are leaving.")
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Head of Resourcing is leaving the post on 26 March 2021."
    assert "They look after 1.3 and 1.7." in letter.plain()
    assert "1.3 is now with Head of EDI." in world.click(EDI, buttons(letter)["Give 1.3 to Head of EDI"])


@pytest.mark.parametrize("words", ["away until 12 April", "leaving"])
def test_who_holds_no_post_is_told_that_nothing_waits(world: World, words: str) -> None:
    assert world.say(MEMBER, words).startswith("I have you down for no post")
    assert world.letter_cards(EDI) == []


def test_a_chairs_decision_is_recorded_by_the_lead(world: World) -> None:
    before = world.count_events()
    assert "who records it" in world.say(CHAIR, "decide 1.3 launch in May")
    assert world.count_events() == before
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Steering group chair tells of a decision about 1.3."
    assert "Move it to 31 May" in buttons(letter)
    world.click(EDI, buttons(letter)["Keep it with 1.3"])
    assert world.history("1.3")[-1] == "note: None -> None (Decided: launch in May)"


def test_a_lead_records_a_decision_at_once(world: World) -> None:
    world.say(EDI, "decide 1.3 launch in May")
    assert world.history("1.3")[-1] == "note: None -> None (Decided: launch in May)"


def test_an_owners_question_goes_with_their_post(world: World) -> None:
    assert "with your name" in world.say(RESOURCING, "ask the lead does 2.3 cover bank staff?")
    [letter] = world.letter_cards(EDI)
    assert letter.title == "Head of Resourcing asks about 2.3:"
    assert {"Show 2.3", "Write to them"} <= buttons(letter).keys()


def test_a_members_question_goes_with_their_name_only_if_they_say_so(world: World) -> None:
    card = world.card(MEMBER, "ask the lead does 2.3 cover bank staff?")
    assert card
    assert world.letter_cards(EDI) == []
    assert "Guardian will listen" in card.plain()
    world.click(MEMBER, buttons(card)["Yes, with my name"])
    assert world.letter_cards(EDI)[0].title == "Network member asks about 2.3:"


def test_of_a_question_without_a_name_nothing_leads_back(world: World) -> None:
    card = world.card(MEMBER, "ask the lead does 2.3 cover bank staff?")
    world.click(MEMBER, buttons(card)["Yes, without it"], id="a-message-of-theirs")
    letters = world.letters("notice")
    assert all(isinstance(each.subject, ActionNotice | PersonNotice) for each in letters)
    kept = " ".join(f"{each.key} {each.subject} {each.card} {each.thread}" for each in letters)
    for trace in ("Network member", MEMBER, "a-message-of-theirs", f"person={world.ids[MEMBER]}"):
        assert trace not in kept


def test_words_that_name_somebody_are_asked_about_first(world: World) -> None:
    assert world.say(CHAIR, "decide 1.3 Pat Smith leads it").startswith("Does that name a person")
    assert world.say(RESOURCING, "ask the lead why was Pat Smith moved").startswith("Does that name a person")
    assert world.letter_cards(EDI) == []


def test_a_story_is_never_passed_on_as_a_question(world: World) -> None:
    assert "will listen" in world.say(MEMBER, "ask the lead my manager called me a name in front of everybody")
    assert world.letter_cards(EDI) == []


@pytest.mark.parametrize(
    ("said", "title", "tap"),
    [("ask the lead date 1.3 can we have until end of June", "Head of Resourcing asks for 30 June 2021 for 1.3.",
      "Move it to 30 June"),
     ("ask the lead progress 1.3 72%", "Head of Resourcing says how far it is about 1.3:", "Keep it with 1.3"),
     ("ask the lead evidence 1.3 https://intranet.example/panels", "Head of Resourcing says what shows it about 1.3:",
      "Keep it with 1.3"),
     ("ask the lead cancel 1.3 covered by another", "Head of Resourcing asks to cancel 1.3:", "Cancel 1.3")],
)  # fmt: skip
def test_what_a_button_passes_on_is_one_tap_for_the_lead(world: World, said: str, title: str, tap: str) -> None:
    before = world.count_events()
    world.say(RESOURCING, said)
    assert world.count_events() == before
    [letter] = world.letter_cards(EDI)
    assert letter.title == title
    world.click(EDI, buttons(letter)[tap])
    assert world.count_events() > before


@pytest.mark.parametrize(
    ("said", "title"),
    [("ask the lead away on leave until 12 April", "Head of Resourcing is away until 12 April 2021."),
     ("ask the lead leaving my last day is 26 March", "Head of Resourcing is leaving the post on 26 March 2021."),
     ("ask the lead decision 2.3 launch it", "Head of Resourcing tells of a decision about 2.3."),
     ("ask the lead meeting next one is on the 14th", "Head of Resourcing writes about a meeting:")],
)  # fmt: skip
def test_kinds_without_an_action_of_theirs_reach_the_lead_too(world: World, said: str, title: str) -> None:
    world.say(RESOURCING, said)
    assert [letter.title for letter in world.letter_cards(EDI)] == [title]
