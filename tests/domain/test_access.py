"""Who leads, who may say what, who is told how much, each cell by itself."""

import pytest

from wres_bot.domain.access import (
    AUDIENCES,
    ROLES,
    Audience,
    Permission,
    Person,
    Role,
    audience_of,
    lower_audience,
    may,
    may_see_names,
)

HERE, ELSEWHERE = 1, 2
OWNER = 7


def person(*roles: Role, trust: int = HERE, id: int = OWNER) -> Person:
    return Person(id, "Pat Example", "pat@esneft.example", frozenset((trust, role) for role in roles))


@pytest.mark.parametrize(
    ("role", "leads", "chairs", "audience", "names"),
    [
        ("coordinator", True, False, "leads", True),
        ("admin", True, False, "leads", True),
        ("chair", False, True, "steering", True),
        ("network chair", False, False, "network", False),
    ],
)
def test_each_role(role: Role, leads: bool, chairs: bool, audience: Audience, names: bool) -> None:
    held = person(role)
    assert (held.leads(HERE), held.chairs(HERE)) == (leads, chairs)
    assert (audience_of(held, HERE), may_see_names(held, HERE)) == (audience, names)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_in_one_trust_is_none_in_another(role: Role) -> None:
    held = person(role, trust=ELSEWHERE)
    assert not held.leads(HERE)
    assert not held.chairs(HERE)
    assert (audience_of(held, HERE), may_see_names(held, HERE)) == ("network", False)


def test_whoever_has_two_roles_is_told_the_more() -> None:
    assert audience_of(person("chair", "coordinator"), HERE) == "leads"


@pytest.mark.parametrize(
    ("permission", "role", "owner", "allowed"),
    [
        ("anyone", None, False, True),
        ("owner", None, False, False),
        ("owner", None, True, True),
        ("owner", "chair", False, False),
        ("owner", "coordinator", False, True),
        ("owner", "admin", False, True),
        ("lead", None, True, False),
        ("lead", "chair", True, False),
        ("lead", "network chair", True, False),
        ("lead", "coordinator", False, True),
        ("lead", "admin", False, True),
    ],
)
def test_each_permission(permission: Permission, role: Role | None, owner: bool, allowed: bool) -> None:
    held = person(*([role] if role else []))
    assert may(held, permission, HERE, {OWNER} if owner else {OWNER + 1}) == allowed


def test_the_lower_audience_is_the_one_that_is_told_less() -> None:
    assert AUDIENCES == ("network", "steering", "leads")
    for one in AUDIENCES:
        for other in AUDIENCES:
            assert lower_audience(one, other) == AUDIENCES[min(AUDIENCES.index(one), AUDIENCES.index(other))]
