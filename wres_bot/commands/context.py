"""Owns what every verb is handed: who asks, where, when, for which trust. Must not parse, look up refs or send."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.domain.access import Audience, Person, audience_of, may, may_see_names
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import CardKey
from wres_bot.domain.letters import ActionNotice, PersonNotice, PlanAnswer, kind_of
from wres_bot.domain.policy import Labels, Policy
from wres_bot.domain.ports import Incoming
from wres_bot.parser.command_types import Verb
from wres_bot.store import outbox, people, plans
from wres_bot.store.models import Place, Plan, Trust
from wres_bot.views import refusals
from wres_bot.views.viewer import Viewer


class Clarify(Exception):
    """The verb cannot go on without an answer: the card asks. Raised before anything is changed."""

    def __init__(self, card: Card) -> None:
        super().__init__(card.title)
        self.card = card


@dataclass(slots=True)
class Context:
    """One command on its way. `words_confirmed`: the person was asked about their words and wants them kept.

    `origin`: set by a verb whose card can be asked for again, as the command that does so wherever it is said.
    `read_as`: what the text has been taken for so far.
    """

    db: Connection
    person: Person
    trust: Trust
    place: Place | None
    now: datetime
    today: date
    incoming: Incoming
    batch: str
    words_confirmed: bool = False
    origin: str = ""
    read_as: list[str] = field(default_factory=list)
    _trusts: dict[int, Trust] = field(default_factory=dict)
    _open: list[Plan] | None = None

    @property
    def policy(self) -> Policy:
        return self.trust.policy

    @property
    def labels(self) -> Labels:
        return self.trust.policy.labels

    @property
    def audience(self) -> Audience:
        """Every answer is seen by the asker alone, so it is theirs that counts."""
        return audience_of(self.person, self.trust.id)

    @property
    def direct(self) -> bool:
        return self.incoming.place_kind == "direct"

    @property
    def actor(self) -> Actor:
        """Who changes something with this command, for history."""
        return Actor(self.person.id, self.now, self.batch, self.incoming.platform, self.incoming.place)

    def find_trust(self, trust_id: int) -> Trust:
        if trust_id == self.trust.id:
            return self.trust
        if trust_id not in self._trusts:
            self._trusts[trust_id] = people.load_trust(self.db, trust_id)
        return self._trusts[trust_id]

    def make_viewer(self, trust_id: int | None = None, *, names: bool | None = None) -> Viewer:
        """For whom a card of that trust is worded: the asker, with what they may see."""
        trust = self.find_trust(trust_id if trust_id is not None else self.trust.id)
        named = may_see_names(self.person, trust.id) if names is None else names
        return Viewer(self.today, trust.policy, audience_of(self.person, trust.id), named, self.person.id)

    def find_open_plans(self) -> list[Plan]:
        """The open plans of the asker's trusts, the trust at hand first."""
        if self._open is None:
            ids = sorted(self.person.trusts, key=lambda t: (t != self.trust.id, t))
            self._open = [p for t in ids for p in plans.load_open_plans(self.db, t, self.today)]
        return self._open

    def find_chosen_plan(self) -> Plan | None:
        """The plan the person said to use, while it is one of their trusts'."""
        name = people.load_preference(self.db, self.person.id, "plan")
        return self.find_own_plan(name) if name else None

    def find_own_plan(self, name: str) -> Plan | None:
        """A plan by name, unless it is of another trust: then it is as if there were none."""
        found = plans.find_plan_by_name(self.db, name)
        return found if found and found.trust_id in self.person.trusts else None

    def find_place_plan(self) -> Plan | None:
        if self.place and self.place.plan_id is not None and self.place.trust_id in self.person.trusts:
            return plans.load_plan(self.db, self.place.plan_id)
        return None

    def require_lead(self, verb: Verb, trust_id: int | None = None) -> None:
        """Raises NotAllowed for whoever may not say `verb` in the trust (the one at hand unless it is given)."""
        trust = self.find_trust(trust_id if trust_id is not None else self.trust.id)
        if not may(self.person, "lead", trust.id):
            raise refusals.only_leads(verb, trust.policy.labels)

    def speaker_name(self, trust_id: int) -> str:
        """The asker as a coordinator reads it: their name, and their post where they hold one."""
        held = [
            name
            for _, name, trust in people.load_posts_of_person(self.db, self.person.id, self.today)
            if trust == trust_id
        ]
        names = [self.person.name] if self.person.name not in held else []
        return ", ".join([*names, *held[:2]]) or self.person.email

    def notify_leads(self, card: Card, subject: ActionNotice | PersonNotice, trust_id: int, mark: str) -> int:
        """A notice to each coordinator but the asker, or to the admins where there is none. How many it goes to."""
        leads = people.load_coordinators(self.db, trust_id, self.today)
        told = [p for p in leads if p.id != self.person.id]
        for person in told:
            self.put_letter(person.id, card, subject, trust_id, mark)
        return len(told)

    def put_letter(
        self, person_id: int, card: Card, subject: ActionNotice | PersonNotice | PlanAnswer, trust_id: int, mark: str
    ) -> None:
        """A letter with its words in it, to one person's direct messages. `mark`: what its key says it is about."""
        key = CardKey(kind_of(subject), self.find_trust(trust_id).key, person_id, mark, self.batch)
        outbox.put(self.db, key, trust_id, subject, self.now, person_id=person_id, card=card)
