"""Who may say what, of their own action and of another's: every role by every verb that changes an action."""

from collections.abc import Iterator

import pytest

from tests.world.vocabulary import CHAIR, EDI, FIRST_DAY, GOVERNANCE, MEMBER, RESOURCING
from tests.world.world import World, channel, two_trusts
from wres_bot.domain.access import Person, may
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Verb
from wres_bot.store import people

ADMIN = "administrator@esneft.example"
SAID: dict[Verb, str] = {
    verbs.UPDATE: "update {} in progress",
    verbs.NOTE: "note {} panels booked",
    verbs.EVIDENCE: "evidence {} https://intranet.example/panels",
    verbs.NEED_HELP: "need help {} waiting for a trainer",
    verbs.MOVE: "move {} 30 June 2021 panel dates were moved",
    verbs.CANCEL: "cancel {} no longer needed",
    verbs.ASSIGN: "assign {} Head of EDI instead",
}
"""One command of each verb that its owner, or only a lead, may say of an action."""
OWN, ANOTHERS = "1.3", "1.6"
"""The action of the Head of Resourcing, and one of somebody else."""
OWNER_MAY = frozenset((verbs.UPDATE, verbs.NOTE, verbs.EVIDENCE, verbs.NEED_HELP))

CELLS = [
    (who, verb, ref, leads or (who == RESOURCING and ref == OWN and verb in OWNER_MAY))
    for who, leads in ((RESOURCING, False), (MEMBER, False), (CHAIR, False), (EDI, True), (ADMIN, True))
    for verb in SAID
    for ref in (OWN, ANOTHERS)
]


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """The made-up world with an administrator in it, on one kind of database: who may is no matter of SQL."""
    for world in two_trusts(sqlite_url):
        with world.store.write() as db:
            world.ids[ADMIN] = people.save_person(db, ADMIN, "Administrator")
            people.link_identity(db, world.ids[ADMIN], "local", "demo", ADMIN, world.now)
            people.save_membership(db, world.ids[ADMIN], world.ids["esneft"], "admin", FIRST_DAY)
        yield world


def test_every_verb_that_needs_more_than_being_known_is_in_the_table() -> None:
    of_actions = {verb for verb in verbs.ALL if verb.takes_ref and verb.permission != "anyone"}
    # those two are for the owner in person; a date is only asked for
    assert of_actions - {verbs.SNOOZE, verbs.NOT_MINE, verbs.EXTEND} == set(SAID)


@pytest.mark.parametrize(("who", "verb", "ref", "allowed"), CELLS, ids=lambda cell: getattr(cell, "name", str(cell)))
def test_a_change_is_for_the_owner_or_those_who_lead(
    world: World, who: str, verb: Verb, ref: str, allowed: bool
) -> None:
    before = world.count_events()
    card = world.card(who, SAID[verb].format(ref))
    assert card
    assert (world.count_events() > before) is allowed
    if not allowed:
        assert card.tone == "refused" or "so I've left it as it was" in card.title or "Shall I" in card.title


@pytest.mark.parametrize("verb", [verbs.SNOOZE, verbs.NOT_MINE], ids=lambda verb: verb.name)
@pytest.mark.parametrize(
    ("who", "ref", "allowed"),
    [(RESOURCING, OWN, True), (RESOURCING, ANOTHERS, False), (GOVERNANCE, ANOTHERS, True), (GOVERNANCE, OWN, False),
     (MEMBER, OWN, False), (CHAIR, OWN, False), (EDI, OWN, False), (ADMIN, OWN, False)],
)  # fmt: skip
def test_ones_own_reminders_and_ones_own_action_are_for_nobody_else(
    world: World, verb: Verb, who: str, ref: str, allowed: bool
) -> None:
    before = world.count_events()
    world.say(who, f"{verb.name} {ref}")
    assert (world.count_events() > before) is allowed


@pytest.mark.parametrize(("who", "allowed"), [(RESOURCING, False), (MEMBER, False), (CHAIR, False), (EDI, True),
                                              (ADMIN, True)])  # fmt: skip
@pytest.mark.parametrize("words", [
    'post "Head of EDI" is network.member@esneft.example', "plan close esneft-2020-21 yes", "rehearse on",
    "use this channel for network", "deliveries", "remind everybody", "write to Head of Resourcing: hello",
    "link second@esneft.example to network.member@esneft.example", "release survey 2020 from 4 January 2021",
    "publish as printed",
])  # fmt: skip
def test_what_is_of_the_whole_plan_is_for_those_who_lead(world: World, who: str, words: str, allowed: bool) -> None:
    before = world.count_events()
    card = world.card(who, words, place="C1", place_facts=channel())
    assert card
    assert (card.tone != "refused") is allowed
    if not allowed:
        assert world.count_events() == before


def test_permission_is_of_one_trust() -> None:
    lead = Person(1, "Lead", "lead@trust.example", frozenset({(1, "coordinator")}), frozenset({1, 2}))
    admin = Person(2, "Admin", "admin@trust.example", frozenset({(1, "admin")}), frozenset({1}))
    chair = Person(3, "Chair", "chair@trust.example", frozenset({(1, "chair"), (1, "network chair")}), frozenset({1}))
    assert may(lead, "lead", 1)
    assert may(admin, "lead", 1)
    assert not may(chair, "lead", 1)
    assert not may(lead, "lead", 2)
    assert may(lead, "owner", 2, owners=(1,))
    assert not may(lead, "owner", 2, owners=(2,))
    assert not may(chair, "owner", 1)
    assert may(chair, "anyone", 1)


LEADING = (
    "move 1.3 30 June 2021 panel dates were moved",
    "cancel 1.3 no longer needed",
    "assign 1.3 Head of EDI",
    'post "Head of EDI" is network.member@esneft.example',
    "plan close esneft-2020-21 yes",
    "rehearse on",
    "use this channel for network",
    "deliveries",
    "remind everybody",
    "write to Head of Resourcing: hello",
    "release survey 2020 from 4 January 2021",
    "publish as printed 9 2020 agreed",
)


@pytest.mark.parametrize("who", [RESOURCING, MEMBER, CHAIR])
def test_only_those_who_lead_may(world: World, who: str) -> None:
    before = world.count_events()
    for words in LEADING:
        card = world.card(who, words, place="C1")
        assert card
        asked = "Only the EDI lead can" in card.title  # an owner's move is a date they may ask for
        assert asked or (card.tone == "refused" and "is for the EDI lead" in card.title)
    assert world.count_events() == before
