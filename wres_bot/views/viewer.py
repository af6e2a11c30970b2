"""Owns who reads a card, on what day, and whether they see names; must not know how the reader was found."""

from dataclasses import dataclass, field
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.dates import WorkingDays
from wres_bot.domain.overdue import ActionState, Assessment, assess_action
from wres_bot.domain.policy import Labels, Policy
from wres_bot.store.models import Action, Holder, Owner
from wres_bot.views.wording import format_colour, join_words

FEW = 2
"""So many owners are named in one line of a list; some actions have six."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """`names`: may people be named? `person_id` always sees themselves; everybody else sees posts."""

    today: date
    policy: Policy = field(default_factory=Policy)
    audience: Audience = "network"
    names: bool = False
    person_id: int | None = None

    @property
    def labels(self) -> Labels:
        return self.policy.labels

    @property
    def days(self) -> WorkingDays:
        return WorkingDays(self.policy.extra_holidays)

    def assess(self, action: ActionState) -> Assessment:
        return assess_action(action, self.today, self.days, self.policy)

    def format_colour(self, action: ActionState) -> str:
        """The mark of its colour with its word, always together: "🟠 date passed"."""
        assessed = self.assess(action)
        return format_colour(assessed.colour, self.labels, assessed.reason)

    def format_owner(self, owner: Owner) -> str:
        """ "Head of Resourcing (you)", "Head of EDI, vacant"; with a name for those who see names."""
        if not owner.holders:
            return f"{owner.post}, vacant"
        who = [self._holder(h) for h in owner.holders]
        who = [name for name in who if not name.casefold().startswith(owner.post.casefold())]
        said = join_words(w for w in who if w)
        return f"{owner.post} ({said})" if said else owner.post

    def format_few_owners(self, action: Action) -> str:
        """For one line of a list: the lead, the reader, and how many others there are."""
        if len(action.owners) <= FEW:
            return self.format_owners(action)
        mine = [o for o in action.owners[1:] if any(h.person_id == self.person_id for h in o.holders)]
        named = [action.owners[0], *mine[:1]]
        left = len(action.owners) - len(named)
        return join_words([*(self.format_owner(o) for o in named), f"{left} other{'s' if left > 1 else ''}"])

    def format_owners(self, action: Action) -> str:
        return join_words(self.format_owner(o) for o in action.owners) or "nobody yet"

    def _holder(self, holder: Holder) -> str:
        if holder.person_id == self.person_id:
            return "you, covering" if holder.covering else "you"
        if not self.names:
            return ""
        return f"{holder.name}, covering" if holder.covering else holder.name


def format_few_posts(action: Action) -> str:
    """For one line of a list."""
    if len(action.owners) <= FEW:
        return format_posts(action)
    return f"{action.owners[0].post} and {len(action.owners) - 1} others"


def format_posts(action: Action) -> str:
    """The owning posts, the lead first: "Head of EDI and Director of Governance"."""
    return join_words(o.post for o in action.owners) or "nobody yet"
