"""Words and evidence kept with an action."""

from tests.world.vocabulary import EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, buttons


def test_a_note_is_kept_and_read_back(world: World) -> None:
    said = world.say(RESOURCING, "note 1.3 first cohort trained")
    assert said.startswith("Thank you. I've kept that with 1.3.")
    assert "“first cohort trained”" in said
    assert "4 January: note, “first cohort trained” (Head of Resourcing)" in world.say(MEMBER, "history 1.3")


def test_a_note_answers_a_review_that_is_near(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    world.later(days=130)  # 14 May: the review of 31 May has been reminded of
    assert "That also answers its review." in world.say(RELATIONS, "note 2.3 reviewed, nothing to change")


def test_a_note_without_words_asks_for_them(world: World) -> None:
    assert world.say(RESOURCING, "note 1.3").startswith("What would you like to note about 1.3?")


def test_only_owners_and_leads_add_notes(world: World) -> None:
    assert "1.3 sits with the Head of Resourcing" in world.say(MEMBER, "note 1.3 I heard it is done")
    assert "I've kept that with 1.3." in world.say(EDI, "note 1.3 seen at the steering group")


def test_evidence_is_kept_and_shown_wherever_the_action_is(world: World) -> None:
    link = "https://intranet.example/panels?page=2"
    said = world.say(RESOURCING, f"evidence 1.3 {link}")
    assert said.startswith("Thank you. I've kept that with 1.3.")
    assert f"“{link}”" in said
    for words in ("show 1.3", "history 1.3"):
        assert f"4 January: evidence, “{link}” (Head of Resourcing)" in world.say(MEMBER, words)


def test_evidence_is_taken_back_and_stays_in_history_as_such(world: World) -> None:
    world.say(RESOURCING, "add evidence 1.3 minutes of the board, item 4")
    assert "1.3 More interview panels with BAME members: your evidence is marked as taken back" in (
        world.say(RESOURCING, "undo")
    )
    assert "4 January: taken back: evidence, “minutes of the board, item 4” (you)" in world.say(
        RESOURCING, "history 1.3"
    )


def test_evidence_answers_a_review_that_is_near(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    world.later(days=130)
    assert "That also answers its review." in world.say(RELATIONS, "2.3 evidence reviewed at the board")


def test_evidence_without_words_asks_for_them(world: World) -> None:
    assert world.say(RESOURCING, "evidence 1.3") == (
        "What shows how far 1.3 is? A link or a few words will do.\n"
        "For example: evidence 1.3 https://intranet.example/panels"
    )


def test_evidence_that_names_a_person_is_asked_about_first(world: World) -> None:
    card = world.card(RESOURCING, "evidence 1.3 letter from Ada Byron")
    assert card and card.title == "Does that name a person or describe a case?"
    assert len(world.history("1.3")) == 1
    world.click(RESOURCING, buttons(card)["Keep it"])
    assert world.history("1.3")[-1] == "evidence: None -> letter from Ada Byron"


def test_a_story_behind_evidence_is_heard_and_not_kept(world: World) -> None:
    assert world.say(RESOURCING, "evidence my manager shouted at me").startswith("I'm sorry. That sounds hard")
    assert world.say(RESOURCING, "evidence 1.3 I was bullied by my manager").startswith("I'm sorry. That sounds hard")
    assert len(world.history("1.3")) == 1
