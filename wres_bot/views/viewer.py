"""Owns for whom and on what day a card is worded; must not know how the reader was found."""

from dataclasses import dataclass, field
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.dates import WorkingDays
from wres_bot.domain.policy import Labels, Policy
from wres_bot.store.models import Action, Holder, Owner
from wres_bot.views.phrases import joined
from wres_bot.views.progress import Standing, standing

FEW = 2
"""So many owners are named in one line of a list; some actions have six."""


@dataclass(frozen=True, slots=True)
class View:
    """`names`: may people be named? `viewer` always sees themselves; everybody else sees posts."""

    today: date
    policy: Policy = field(default_factory=Policy)
    audience: Audience = "network"
    names: bool = False
    viewer: int | None = None

    @property
    def labels(self) -> Labels:
        return self.policy.labels

    @property
    def days(self) -> WorkingDays:
        return WorkingDays(self.policy.extra_holidays)

    def standing(self, action: Action) -> Standing:
        return standing(action, self.today, self.days, self.policy)

    def owner(self, owner: Owner) -> str:
        """ "Head of Resourcing (you)", "Head of EDI, vacant"; with a name for those who see names."""
        if not owner.holders:
            return f"{owner.post}, vacant"
        who = [self._holder(h) for h in owner.holders]
        who = [name for name in who if not name.casefold().startswith(owner.post.casefold())]
        said = joined(w for w in who if w)
        return f"{owner.post} ({said})" if said else owner.post

    def few_owners(self, action: Action) -> str:
        """For one line of a list: the lead, the reader, and how many others there are."""
        if len(action.owners) <= FEW:
            return self.owners(action)
        mine = [o for o in action.owners[1:] if any(h.person_id == self.viewer for h in o.holders)]
        named = [action.owners[0], *mine[:1]]
        left = len(action.owners) - len(named)
        return joined([*(self.owner(o) for o in named), f"{left} other{'s' if left > 1 else ''}"])

    def owners(self, action: Action) -> str:
        return joined(self.owner(o) for o in action.owners) or "nobody yet"

    def _holder(self, holder: Holder) -> str:
        if holder.person_id == self.viewer:
            return "you, covering" if holder.covering else "you"
        if not self.names:
            return ""
        return f"{holder.name}, covering" if holder.covering else holder.name


def few_posts(action: Action) -> str:
    """For one line of a list."""
    if len(action.owners) <= FEW:
        return posts(action)
    return f"{action.owners[0].post} and {len(action.owners) - 1} others"


def posts(action: Action) -> str:
    """The owning posts, the lead first: "Head of EDI and Director of Governance"."""
    return joined(o.post for o in action.owners) or "nobody yet"


def lead_post(action: Action) -> str:
    return action.owners[0].post if action.owners else "nobody yet"
