"""What people type, and what it means."""

from dataclasses import replace

import pytest

from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import STATUS_SYNONYMS
from wres_bot.parser.command_types import Asked, Command, NotUnderstood, SmallTalk, Subject
from wres_bot.parser.grammar import MOST_STATUSES, parse
from wres_bot.parser.text import LONGEST
from wres_bot.parser.verbs import ALL


def refs(*names: str) -> tuple[ActionRef, ...]:
    return tuple(map(ActionRef, names))


def one(text: str) -> Command:
    parsed = parse(text, ALL)
    assert isinstance(parsed, tuple), parsed
    assert len(parsed) == 1, parsed
    assert isinstance(parsed[0], Command), parsed
    return replace(parsed[0], about=Subject(), rest="" if parsed[0].status or parsed[0].question else parsed[0].rest)


def unknown(text: str) -> NotUnderstood:
    parsed = parse(text, ALL)
    assert isinstance(parsed, NotUnderstood), parsed
    return parsed


def asked(text: str) -> Asked:
    """The one clause of a text that is asked about."""
    parsed = parse(text, ALL)
    assert isinstance(parsed, tuple), parsed
    assert len(parsed) == 1, parsed
    assert isinstance(parsed[0], Asked)
    return parsed[0]


DONE = Command("update", refs("2.3"), "done")


@pytest.mark.parametrize(
    "text",
    ["update 2.3 done", "2.3 done", "done 2.3", "2.3 update done", "UPDATE 2.3 DONE", "mark 2.3 as done",
     "please mark action #2.3 as done", "2.3: done.", "2.3 - done", "2.3 is now complete", "finished 2.3", "Done: 2.3",
     "hi, 2.3 done", "I've finished 2.3", "2.3 – achieved", "@wres 2.3 done", "update “2.3” done", "2.3 DONE!!!",
     "update 2.3 to done", "2.3 has been completed", "update\u00a02.3\u00a0done", "update 2.3 status done"],
)  # fmt: skip
def test_verb_and_ref_come_in_any_order(text: str) -> None:
    assert one(text) == DONE


@pytest.mark.parametrize("phrase", list(STATUS_SYNONYMS))
def test_every_everyday_status_is_understood_on_both_sides_of_the_ref(phrase: str) -> None:
    assert one(f"2.3 {phrase}") == Command("update", refs("2.3"), STATUS_SYNONYMS[phrase])
    assert one(f"update 2.3 {phrase}, as agreed") == replace(one(f"2.3 {phrase}"), words="as agreed")
    assert one(f"{phrase}: 2.3") == Command("update", refs("2.3"), STATUS_SYNONYMS[phrase])


@pytest.mark.parametrize(
    ("text", "named"),
    [("2.3, 2.4 & 2.5 done", refs("2.3", "2.4", "2.5")), ("1.1b 1.2a done", refs("1.1b", "1.2a")),
     ("update 3, 4 and 5 done", refs("3", "4", "5")), ("done DR1 and DR2", refs("DR1", "DR2")),
     ("2.3 2.3 done", refs("2.3")), ("1.3/1.7 done", refs("1.3", "1.7"))],
)  # fmt: skip
def test_several_refs_at_once(text: str, named: tuple[ActionRef, ...]) -> None:
    assert one(text) == Command("update", named, "done")


def test_words_after_the_status_are_kept_as_typed() -> None:
    said = one("update 2.3 and 2.4 in progress, Training booked (May), 80% of £2.5k & <b>")
    assert (said.refs, said.status) == (refs("2.3", "2.4"), "in progress")
    assert said.words == "Training booked (May), 80% of £2.5k & <b>"
    assert one("done 2.3, 4 people trained").words == "4 people trained"
    assert one("1.3 in progress, =1+1").words == "1+1"
    assert one("1.3 in progress, +1 trained").words == "+1 trained"
    assert one("3+4 done").refs == refs("3", "4")
    assert one("2.3 done 🎉").words == "🎉"


IN_PLAN = frozenset({"1.3", "1.7", "2.3", "3", "dr6"})


def parse_in_plan(text: str) -> tuple[Command | Asked, ...]:
    """Read where the plan has 1.3, 1.7, 2.3, 3 and DR6, and nothing else."""
    parsed = parse(text, ALL, find_unknown=lambda keys: frozenset(keys) - IN_PLAN)
    assert isinstance(parsed, tuple), parsed
    return parsed


@pytest.mark.parametrize(
    "note",
    [
        "number 5", "5 of us", "5", "3/24 trained", "12 out of 30", "40% trained", "-2 vacancies", ">80% there",
        "£4,500 spent",
        "band 8 only", "room 4 is flooded", "at 10.30", "v2 of it", "wave 2 booked", "1.5 days a week", "3 of them",
        "3 left", "item 6 on the list", "by 14/2", "2027", "(5 left)", "ward 12 and ward 14", "+3 since May",
    ],
)  # fmt: skip
def test_a_number_in_somebodys_words_stays_in_them(note: str) -> None:
    said = parse_in_plan(f"2.3 in progress, {note}")
    assert [(part.refs, part.words) for part in said if isinstance(part, Command)] == [(refs("2.3"), note)]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2.3 done; action 5 in progress", [refs("2.3"), refs("5")]),
        ("2.3 done, no. 5 is in progress", [refs("2.3"), refs("5")]),
        ("2.3 done, #5 done", [refs("2.3"), refs("5")]),
        ("5 done", [refs("5")]),
        ("2.3 done, 3 in progress", [refs("2.3"), refs("3")]),
        ("2.3, 9.9 done", [refs("2.3", "9.9")]),
        ("2.3 in progress, DR6 done", [refs("2.3"), refs("DR6")]),
    ],
)
def test_a_number_is_an_action_where_the_plan_has_it_or_the_words_say_so(text: str, named: list[object]) -> None:
    assert [part.refs for part in parse_in_plan(text) if isinstance(part, Command)] == named


def test_what_parts_the_words_of_a_note_stays_as_typed() -> None:
    assert [part.words for part in parse_in_plan("2.3 done, panels; talks given")] == ["panels; talks given"]
    assert [part.words for part in parse_in_plan("2.3 done '; x")] == ["'; x"]


def test_a_status_alone_is_for_the_newest_letter() -> None:
    assert one("done") == Command("update", status="done")
    assert one("In progress, booked") == Command("update", status="in progress", words="booked")
    assert one("it's done") == one("Done!") == one("all done")


def test_a_ref_alone_is_shown_and_an_update_alone_asks() -> None:
    assert one("2.3") == one("show 2.3") == one("status 2.3") == one("2.3 status") == Command("show", refs("2.3"))
    assert one("update 2.3") == Command("update", refs("2.3"))
    assert one("esneft-2020-21:2.3").refs == (ActionRef("2.3", "esneft-2020-21"),)


@pytest.mark.parametrize(
    "text",
    ["1.3 done, 1.7 in progress booked for May", "1.3 done\n1.7 in progress, booked for May",
     "1.3 done; 1.7 in progress booked for May", "done 1.3, in progress 1.7 booked for May",
     "update 1.3 done and update 1.7 in progress - booked for May", "Hello\n1.3 done\n\n1.7 in progress booked for May",
     "From resourcing:\n- 1.3 done\n- 1.7 in progress: booked for May", "1.3 done 1.7 in progress booked for May"],
)  # fmt: skip
def test_several_commands_in_one_message(text: str) -> None:
    assert parse(text, ALL) == (
        Command("update", refs("1.3"), "done"),
        Command("update", refs("1.7"), "in progress", words="booked for May"),
    )


def test_a_second_line_that_is_no_command_goes_on_with_the_words() -> None:
    assert (
        one("2.3 done, first cohort\nSecond in May; a third in June").words
        == "first cohort\nSecond in May; a third in June"
    )
    assert one("note 2.3 first line\nhelp from HR asked for").words == "first line\nhelp from HR asked for"


@pytest.mark.parametrize("text", ["1.3 done\n1.7 donee", "1.3 done, 1.7 not done", "1.3 done; 1.7 training booked"])
def test_each_part_is_taken_or_asked_about(text: str) -> None:
    parsed = parse(text, ALL)
    assert isinstance(parsed, tuple)
    taken, other = parsed
    assert taken == Command("update", refs("1.3"), "done")
    assert isinstance(other, Asked)
    assert other.about.refs == refs("1.7")


@pytest.mark.parametrize(
    "text",
    ["2.3 not done", "2.3 isn't finished", "not done 2.3", "2.3 isn’t complete", "2.3 is not yet complete",
     "undone 2.3", "2.3 incomplete", "I have not finished 2.3", "2.3 never finished", "2.3 done: not yet",
     "2.3 will be done",
     "2.3 done by Friday", "2.3 done next week", "2.3 to be completed", "2.3 nowhere near done", "no 2.3 done"],
)  # fmt: skip
def test_a_denied_or_hoped_status_is_never_its_opposite(text: str) -> None:
    said = asked(text)
    assert (said.means, said.about.refs) == ("status", refs("2.3"))
    assert said.statuses
    assert "done" not in said.statuses


@pytest.mark.parametrize("text", ["not done", "isn't finished", "haven't finished"])
def test_a_denied_status_without_a_ref_offers_others(text: str) -> None:
    assert asked(text).statuses == ("in progress", "not started", "delayed")


@pytest.mark.parametrize(
    "text",
    ["2.3 done?", "is 2.3 done?", "is 2.3 done", "update 2.3 done?", "when is 2.3 due?", "2.3?", "who owns 2.3",
     "can you mark 2.3 as done?", "done 2.3?", "2.3 done or not?", "cancel 2.3?", "what about 2.3"],
)  # fmt: skip
def test_a_question_is_shown_and_changes_nothing(text: str) -> None:
    assert one(text) == Command("show", refs("2.3"), question=True)


def test_questions_without_a_ref_change_nothing() -> None:
    assert asked("done?").doubts == ("question",)
    assert asked("undo?").means == "undo"
    assert one("mine?").verb == "mine"


def test_a_status_for_one_ref_is_not_spread_to_the_next() -> None:
    parsed = parse("2.3 done, 1.7", ALL)
    assert isinstance(parsed, tuple)
    assert parsed[0] == DONE
    assert isinstance(parsed[1], Asked)
    assert parsed[1].about.refs == refs("1.7")
    assert parse("2.3 done, show 1.7", ALL) == (DONE, Command("show", refs("1.7")))


@pytest.mark.parametrize(
    ("text", "verb"),
    [("which actions are late", "late"), ("what is overdue?", "late"),
     ("hi all", "hello"),
     ("list my actions", "mine"), ("thank you so much", "thanks"), ("whats due this month", "due"),
     ("yes this is me", "yes this is me")],
)  # fmt: skip
def test_people_may_talk_as_they_do(text: str, verb: str) -> None:
    assert one(text).verb == verb


@pytest.mark.parametrize(
    "text", ["2.3 done, " * 300, "2.3 done 2.4 done " * 200, "done;" * 700, "2.3 done\n" * 400]
)  # fmt: skip
def test_a_pasted_report_is_too_much(text: str) -> None:
    assert unknown(text) == NotUnderstood("too long")


@pytest.mark.parametrize("hold", ["2.3 on hold until May", "2.3 in progress until June", "2.3 delayed if no room"])
def test_a_hope_after_another_status_is_only_words(hold: str) -> None:
    assert one(hold).words in hold
    assert one(hold).words


def test_words_that_are_no_status_are_offered_as_a_note() -> None:
    said = asked("2.3 training booked")
    assert (said.means, said.about.refs, said.words) == ("news", refs("2.3"), "training booked")
    assert asked("update 2.3 training booked") == said
    assert asked("update 2.3, 4 people trained").about.refs == refs("2.3")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2.3 donee", "done"), ("updaet 2.3 done", "done"), ("doen", "done"), ("complet", "done"),
     ("2.3 delyaed", "delayed")],
)  # fmt: skip
def test_a_slip_in_a_status_is_asked_about_with_what_was_meant_first(typed: str, meant: str) -> None:
    assert (asked(typed).statuses[0], asked(typed).doubts) == (meant, ("slip",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hstory 2.3", "history 2.3"), ("shwo 2.3", "show 2.3"), ("lst", "list"), ("overdeu", "overdue"),
     ("hlep", "help")],
)  # fmt: skip
def test_a_slip_in_a_verb_that_only_looks_is_read_as_that(typed: str, meant: str) -> None:
    assert one(typed) == one(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nedd help 2.3 no budget", "need help 2.3 no budget"), ("snoze 2.3 7d", "snooze 2.3 7d")],
)  # fmt: skip
def test_a_slip_in_a_verb_that_changes_something_is_asked_about(typed: str, meant: str) -> None:
    assert unknown(typed).suggestions == (meant,)


@pytest.mark.parametrize("text", ["banana lunch", "asdf qwer", "'; DROP TABLE action; --", "مرحبا", "xyzzy"])
def test_nonsense_changes_nothing(text: str) -> None:
    assert asked(text).means in ("news", "drop", "status")


def test_praise_is_no_status() -> None:
    assert parse("well done!", ALL) == parse("🎉", ALL) == SmallTalk("praise")


@pytest.mark.parametrize(
    "text",
    ["my manager called me a name", "help, my manager called me a name", "note my manager shouted at me",
     "stop: he keeps calling me that", "hi, I was bullied on my ward",
     "2.3 my manager shouted at me", "update: someone was racist to me", "done. I was harassed and passed over",
     "thanks but I am scared of my supervisor", "my colleague keeps staring at me",
     "hello\nmy manager keeps calling me names",
     "show 2.3 I was sexually harassed", "snooze 2.3 7d because I am off sick after he harassed me"],
)  # fmt: skip
def test_a_story_is_heard_and_not_repeated(text: str) -> None:
    assert unknown(text).kind == "story"


@pytest.mark.parametrize(
    "text",
    ["note 2.3 manager training booked", "need help 2.3 no budget", "list bullying", "show me harassment actions",
     "in progress, we trained all staff", "need help", "who is my manager", "not mine 1.7 my manager has it"],
)  # fmt: skip
def test_commands_are_no_stories(text: str) -> None:
    assert one(text).verb in text or text.startswith(("show", "in progress"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("note 2.3 Training booked", Command("note", refs("2.3"), words="Training booked", rest="Training booked")),
        ("2.3 note 4 people", Command("note", refs("2.3"), words="4 people", rest="4 people")),
        ("note 2.3 4 people", Command("note", refs("2.3"), words="4 people", rest="4 people")),
        ("need help 2.3", Command("need help", refs("2.3"))),
        ("2.3 needs help: no budget", Command("need help", refs("2.3"), words="no budget", rest="no budget")),
        ("help with 2.3", Command("need help", refs("2.3"))),
        ("help needed 2.3", Command("need help", refs("2.3"))),
        ("2.3 is not mine", Command("not mine", refs("2.3"))),
        ("not mine 1.7 HR", Command("not mine", refs("1.7"), words="HR", rest="HR")),
        ("2.3 history", Command("history", refs("2.3"))),
        ("snooze 2.3 for 7d", Command("snooze", refs("2.3"), when="7d", rest="for 7d")),
        ("snooze 7d", Command("snooze", when="7d", rest="7d")),
        ("assign 2.3 to Head of EDI lead", Command("assign", refs("2.3"), rest="Head of EDI", filters={"lead": "yes"})),
        ("assign 2.3 EDI Lead", Command("assign", refs("2.3"), rest="EDI Lead")),
        ("who “Head of EDI”", Command("who", rest="Head of EDI")),
        ("who is the Head of EDI?", Command("who", rest="Head of EDI")),
        ("help update", Command("help", rest="update")),
        ("digest hold Abc:1", Command("digest hold", rest="Abc:1")),
        ("tell the lead 2.3", Command("tell the lead", refs("2.3"))),
        ("keep note 2.3 Jo said", Command("keep", rest="note 2.3 Jo said")),
        (
            "use this channel for the network",
            Command("use this channel", rest="network", filters={"audience": "network"}),
        ),
        ("indicator 2", Command("indicators", rest="2", filters={"indicator": "2"})),
        ("Yes, this is me!", Command("yes this is me")),
        ("stop using this channel", Command("stop using this channel")),
        ("thank you", Command("thanks")),
        ("rehearse on", Command("rehearse", rest="on")),
    ],
)
def test_every_shape_is_read(text: str, said: Command) -> None:
    assert one(text) == said


@pytest.mark.parametrize(
    ("text", "when", "words"),
    [("move 2.3 to 30 June 2021 panel delayed", "30 June 2021", "panel delayed"),
     ("2.3 move 31.03.2026", "31.03.2026", ""), ("move 2.3 end of June, no room", "end of June", "no room"),
     ("move 2.3 2021-06-30 late", "2021-06-30", "late"), ("move 2.3 Friday 30 April - away", "Friday 30 April", "away"),
     ("move 2.3 next quarter", "next quarter", ""), ("move 2.3 panel delayed", "", "panel delayed")],
)  # fmt: skip
def test_a_move_has_its_date_first(text: str, when: str, words: str) -> None:
    said = one(text)
    assert (said.verb, said.refs, said.when, said.words) == ("move", refs("2.3"), when, words)


def test_a_cancellation_may_name_what_replaces_it() -> None:
    said = one("cancel 3.8 no longer needed, replaced by 3.7")
    assert (said.words, said.filters) == ("no longer needed", {"replaced by": "3.7"})
    assert one("cancel 3.8 no money").filters == {}


@pytest.mark.parametrize("quote", ['"', "“", "'", ""])
def test_a_post_is_given_to_a_person(quote: str) -> None:
    said = one(f"post {quote}Head of EDI{quote} is jo@x.example from 1 May 2021")
    assert said.filters == {"post": "Head of EDI", "person": "jo@x.example"}
    assert said.when == "1 May 2021"


@pytest.mark.parametrize(
    ("text", "verb", "filters"),
    [("list", "list", {}), ("list section 2", "list", {"section": "2"}), ("section 2", "list", {"section": "2"}),
     ("list metric 4 done", "list", {"indicator": "4", "status": "done"}),
     ("list owner:Head of EDI section 2", "list", {"owner": "Head of EDI", "section": "2"}),
     ("list owner Head of EDI", "list", {"owner": "Head of EDI"}),
     ("list in progress", "list", {"status": "in progress"}),
     ("list not done", "list", {"open": "yes"}), ("list needs help", "list", {"help": "yes"}),
     ("list Mentoring page 2", "list", {"words": "Mentoring", "page": "2"}), ("list late", "late", {}),
     ("status plan esneft-2020-21", "status", {"plan": "esneft-2020-21"}), ("late section 2", "late", {"section": "2"}),
     ("status section 2", "status", {"section": "2"}), ("mine done", "mine", {"status": "done"}),
     ("due 30d", "due", {"when": "30d"}), ("due march 2021", "due", {"when": "march 2021"}),
     ("due this quarter section 2", "due", {"when": "this quarter", "section": "2"}),
     ("due section 2 march", "due", {"when": "march", "section": "2"}),
     ("next 2 weeks", "due", {"when": "next 2 weeks"}),
     ("due by 30 April", "due", {"when": "by 30 April"}), ("show late", "late", {}), ("what's due?", "due", {}),
     ("digest 2020-21q3 steering", "digest", {"quarter": "2020-21Q3", "audience": "steering"}),
     ("digest q3 network plan x-2020-21", "digest", {"quarter": "Q3", "audience": "network", "plan": "x-2020-21"}),
     ("plan", "plan", {"do": "list"}), ("plan use esneft-2020-21", "plan", {"do": "use", "plan": "esneft-2020-21"}),
     ("plan close ESNEFT", "plan", {"do": "close", "plan": "ESNEFT"})],
)  # fmt: skip
def test_filters_combine(text: str, verb: str, filters: dict[str, str]) -> None:
    said = one(text)
    assert (said.verb, dict(said.filters)) == (verb, filters)
    assert said.when == filters.get("when", "")


def test_what_is_empty_or_too_long_is_said_so() -> None:
    assert unknown("").kind == unknown(" \u200b\n").kind == unknown("<@U1AB>").kind == "empty"
    assert unknown("2.3 done " + "x" * LONGEST) == NotUnderstood("too long")


@pytest.mark.parametrize(
    ("statuses", "read"), [(MOST_STATUSES - 1, True), (MOST_STATUSES, True), (MOST_STATUSES + 1, False)]
)
def test_so_many_statuses_are_an_update_and_more_are_a_pasted_report(statuses: int, read: bool) -> None:
    text = "\n".join(f"{number}.1 completed" for number in range(1, statuses + 1))
    parsed = parse(text, ALL)
    assert isinstance(parsed, tuple) is read
    assert read or parsed == NotUnderstood("too long")


# every example and every spelling works


@pytest.mark.parametrize("verb", ALL, ids=lambda verb: verb.name)
def test_every_example_is_read_as_its_verb(verb: object) -> None:
    for known in ALL:
        if known is verb:
            assert one(known.example).verb == known.name


def test_no_two_verbs_share_a_spelling_and_the_first_is_the_name() -> None:
    spellings = [word for verb in ALL for word in verb.spellings]
    assert len(spellings) == len(set(spellings))
    assert all(verb.spellings[0] == verb.name and verb.help.endswith(".") for verb in ALL)
