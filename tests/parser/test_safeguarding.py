"""What must not be kept as it was typed: stories of harm, and words that name a person or a case."""

import pytest

from wres_bot.parser.safeguarding import is_story, names_a_person


@pytest.mark.parametrize(
    "words",
    ["Mr Smith is away", "Dr Jones said yes", "see case 2021/14", "a grievance by staff",
     "jo.bloggs@trust.example asked", "Jane Smith agreed", "asked Mary O'Neil", "Director Jane Smith",
     "employee no 12345", "staff number A1234",
     "ESR 20301123", "<@U0AB12> agreed", "my manager shouted at me", "J. Smith"],
)  # fmt: skip
def test_words_that_name_somebody_are_noticed(words: str) -> None:
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    ["panel training booked", "Head of Resourcing agreed", "Cultural Ambassadors trained", "Trust Board in May 2021",
     "Human Resources booked it", "2020/21 budget agreed", "20 of 25 panels, 80%", "Staff Network meeting on Monday",
     "Freedom to Speak Up Guardian told", "Assistant Director of Education", "first cohort 31.03.2026", "",
     "NHS England guidance out", "EDI Steering Group papers", "staff trained"],
)  # fmt: skip
def test_posts_groups_and_dates_are_nobody(words: str) -> None:
    assert not names_a_person(words)


@pytest.mark.parametrize(
    "text",
    ["my manager called me a name", "he keeps calling me that word", "I was passed over for promotion again",
     "someone made racist jokes in theatre", "I am scared to come in", "a patient touched my hair",
     "they think it's funny but I was crying", "our consultant shouts at us every day", "I want to raise a grievance"],
)  # fmt: skip
def test_a_story_is_heard(text: str) -> None:
    assert is_story(text)


@pytest.mark.parametrize(
    "text",
    ["I was told to go back to my own country", "bullied", "racism on ward 6", "I get treated differently",
     "something happened to me", "I want to report an incident", "he grabbed my arm", "I can't take this any more",
     "I was denied leave for Eid", "somebody used a slur", "it happened again today", "I feel like ending it all",
     "microaggressions every day", "I was told my English isn't good enough"],
)  # fmt: skip
def test_a_story_told_in_few_words_is_heard(text: str) -> None:
    assert is_story(text)


@pytest.mark.parametrize(
    "words",
    ["I have been signed off with stress after what my manager said", "being told I am too aggressive for raising it",
     "I was told to go back to my country"],
)  # fmt: skip
def test_a_story_in_the_words_of_an_update_is_noticed(words: str) -> None:
    assert is_story(words, commanded=True)
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    ["my manager has approved it", "I was told by finance that the budget is gone", "we go back to our divisions",
     "bullying and harassment training booked", "anti-racism workshop done"],
)  # fmt: skip
def test_work_against_racism_is_no_story(words: str) -> None:
    assert not is_story(words, commanded=True)


@pytest.mark.parametrize(
    "text", ["my actions", "we booked the training", "thanks", "who is my manager", "what can I do", "show me late"]
)
def test_everyday_talk_is_no_story(text: str) -> None:
    assert not is_story(text)


@pytest.mark.parametrize(("words", "named"), [("see 12345", False), ("see 123456", True),
                                              ("£1,234,567 spent", False), ("on 20210401", False)])  # fmt: skip
def test_a_long_number_may_be_somebodys(words: str, named: bool) -> None:
    assert names_a_person(words) is named


@pytest.mark.parametrize(("words", "named"), [("case 7 settled", True), ("in any case we go on", False),
                                              ("Head of Quality Improvement", False), ("spoke to Ada Byron", True),
                                              ("Byron has it", True)])  # fmt: skip
def test_names_are_a_person_together_or_alone(words: str, named: bool) -> None:
    assert names_a_person(words) is named


@pytest.mark.parametrize(
    "text",
    ["yet to start I'm afraid", "help me with this", "while she's on sick leave", "what are we doing about racism?",
     "my manager asked me to send the list", "I told my manager about the training", "this deadline is killing me",
     "I have reviewed the bullying policy", "our bullying and harassment policy was launched", "breaking down barriers",
     "can't cope with this many actions", "which actions deal with discrimination", "I'm afraid it slipped"],
)  # fmt: skip
def test_care_is_not_given_to_ordinary_words(text: str) -> None:
    assert not is_story(text)


@pytest.mark.parametrize(
    "text",
    ["can't cope any more", "I don't want to be here", "2.3 done but I had racist abuse", "I cry every day before work",
     "in progress but honestly I can't cope", "my colleague is talking about hurting herself",
     "what's the point of living"],
)  # fmt: skip
def test_distress_is_heard_beside_whatever_is_said(text: str) -> None:
    assert is_story(text)
    assert is_story(text, commanded=True)


@pytest.mark.parametrize(
    "words",
    ["waiting for Priya", "spoke to Kwame about it", "delayed because mohammed is off", "Amina has been appointed",
     "the Asian HCA on Willow ward agreed", "used in the case of the midwife",
     "the chap who was dismissed has appealed"],
)  # fmt: skip
def test_one_name_and_one_person_described_are_noticed(words: str) -> None:
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    ["will be ready in May", "grace period agreed", "Mark it done", "Band 8a panels", "asian staff network consulted",
     "nurses and midwives trained", "launch with the Board", "First cohort trained", "Waiting for HR"],
)  # fmt: skip
def test_everyday_words_are_nobody(words: str) -> None:
    assert not names_a_person(words)


@pytest.mark.parametrize(("text", "heard"), [("racist", True), ("anti racist", False), ("anti racist training", False),
                                             ("racism", True),
                                             ("action on racism", False)])  # fmt: skip
def test_a_grave_word_alone_is_heard_unless_it_is_of_the_plan(text: str, heard: bool) -> None:
    assert is_story(text) is heard
