"""Owns roles and what each may do; must not know how a role is stored or a refusal worded."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, assert_never, get_args

Role = Literal["coordinator", "chair", "network chair", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Audience = Literal["network", "steering", "leads"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the least told to the most told."""
Permission = Literal["anyone", "owner", "lead"]
"""Who may say a verb of an action: anybody of the trust, its owners, or those who lead. Those who lead may always."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a command sees them: their name, trusts, and roles in each."""

    id: int
    name: str
    email: str
    roles: frozenset[tuple[int, Role]] = frozenset()
    trusts: frozenset[int] = frozenset()

    def leads(self, trust: int) -> bool:
        """Coordinators run the plan; admins look after people and settings and may do the same."""
        return (trust, "coordinator") in self.roles or (trust, "admin") in self.roles

    def chairs(self, trust: int) -> bool:
        return (trust, "chair") in self.roles


def audience_of(person: Person, trust: int) -> Audience:
    """The most a person may be told about a trust when only they see the answer."""
    if person.leads(trust):
        return "leads"
    return "steering" if person.chairs(trust) else "network"


def may(person: Person, permission: Permission, trust: int, owners: Collection[int] = ()) -> bool:
    """Whether a person may say what needs `permission`, of an action of `trust` that `owners` look after today."""
    match permission:
        case "anyone":
            return True
        case "owner":
            return person.id in owners or person.leads(trust)
        case "lead":
            return person.leads(trust)
        case never:
            assert_never(never)


def lower_audience(one: Audience, other: Audience) -> Audience:
    return min(one, other, key=AUDIENCES.index)


def may_see_names(person: Person, trust: int) -> bool:
    """Names show to coordinators and chairs (and to the person themselves); others see posts."""
    return person.leads(trust) or person.chairs(trust)
