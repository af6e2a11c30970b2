"""Owns the words of the made-up world: its trusts, plans, posts, people, places and days; knows no product code.

Every person is a post, so that no test holds a name. `at` is a moment in London, to be passed in as the time.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TRUST, OTHER_TRUST = "esneft", "kingston"
TRUST_NAME, OTHER_TRUST_NAME = "ESNEFT", "Kingston"
YEAR = "2020-21"
PLAN, OTHER_PLAN = f"{TRUST}-{YEAR}", f"{OTHER_TRUST}-{YEAR}"
PLAN_TITLE, OTHER_PLAN_TITLE = f"{TRUST_NAME} {YEAR}", f"{OTHER_TRUST_NAME} {YEAR}"
FIRST_DAY, LAST_DAY = date(2020, 4, 1), date(2021, 3, 31)
"""Of both plans."""

EDI, RESOURCING, RELATIONS, EDUCATION, SECOND = (
    f"{post}@{TRUST}.example"
    for post in ("head.of.edi", "head.of.resourcing", "head.of.employee.relations", "education", "second.holder")
)
"""EDI leads the plan; SECOND shares somebody's post."""
CHAIR, MEMBER, GOVERNANCE = (f"{who}@{TRUST}.example" for who in ("steering.chair", "network.member", "governance"))
OTHER = f"head.of.hr@{OTHER_TRUST}.example"
BOTH = "edi.partner@shared.example"
"""Somebody who coordinates both trusts' plans."""
POSTS = {
    EDI: "Head of EDI",
    RESOURCING: "Head of Resourcing",
    RELATIONS: "Head of Employee Relations",
    GOVERNANCE: "Director of Governance",
    OTHER: "Head of HR",
}
"""What each of them holds."""

NETWORK, STEERING = "race-equality-network", "edi-steering-group"
"""The two channels of a plan: anybody's, and the steering group's."""


def at(day: str, time: str = "09:30") -> datetime:
    """The instant at which it is that time on that day in London."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


TODAY = date(2021, 1, 4)
"""A Monday, in the plan's last quarter, before any reminder is due."""
MORNING = at(TODAY.isoformat())
