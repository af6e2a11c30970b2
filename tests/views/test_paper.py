"""A paper's words: one truth with `status` and the digest, and what an audience is not told."""

from datetime import date, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.facts import PLAN, TRUST, make_action, make_day, make_event
from tests.world.vocabulary import at
from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Text, plain_words
from wres_bot.domain.statuses import STATUSES
from wres_bot.store.models import Action
from wres_bot.views.changes import Changes
from wres_bot.views.digest.quarter_counts import count_actions
from wres_bot.views.paper.paper import PaperFacts, find_missing, write_paper
from wres_bot.views.plan_status import PlanScope, count_statuses, render_status
from wres_bot.views.viewer import Viewer

TODAY = date(2021, 4, 26)


def make_facts(*actions: Action, audience: Audience = "steering", **more: object) -> PaperFacts:
    facts: dict[str, object] = {
        "trust": TRUST, "plan": PLAN, "audience": audience, "at": at("2021-04-26"), "day": TODAY, "actions": actions,
        "changes": Changes("ESNEFT 2020-21", date(2021, 1, 1)), "happened": (), "unanswered": (), "heard": {},
        "last_summary": None, "vacant": (), "releases": (),
    }  # fmt: skip
    return PaperFacts(**(facts | more))  # type: ignore[arg-type]  # each is of its field's kind


ACTIONS = st.lists(
    st.tuples(st.sampled_from(STATUSES), st.integers(-40, 40), st.booleans()).map(
        lambda of: make_action(
            "1.1", "Panels", make_day(TODAY + timedelta(days=of[1]), "review" if of[2] else "deadline"), status=of[0],
            need_help="no room" if of[2] and of[0] == "delayed" else None,
        )
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(actions=ACTIONS, audience=st.sampled_from(get_args(Audience)))
def test_the_headline_is_that_of_status_and_the_numbers_are_those_of_the_digest(
    actions: list[Action], audience: Audience
) -> None:
    paper = write_paper(make_facts(*actions, audience=audience))
    first = paper.sections[0].blocks[0]
    assert isinstance(first, Text)
    headline = plain_words(first.line)
    status = render_status(PlanScope("ESNEFT 2020-21", tuple(actions)), Viewer(TODAY, audience=audience)).plain()
    assert headline == status.splitlines()[1]
    counts, digest = count_statuses(actions), count_actions(actions)
    assert (counts["complete"], counts["under_way"], counts["delayed"], counts["no_update"]) == (
        digest.done, digest.under_way, digest.delayed, digest.no_update)  # fmt: skip
    assert headline.startswith(f"{counts['complete']} of {len(actions)} complete")
    assert "no room" not in str(paper)
    assert ("needs help" in str(paper)) == (audience != "network" and any(a.need_help for a in actions))


def test_what_nobody_has_told_us_is_to_be_filled_in() -> None:
    paper = write_paper(make_facts(make_action()))
    assert find_missing(paper.cover) == ["Sponsor", "Previously considered", "Assurance", "Risk reference"]
    assert dict(paper.cover)["Decision asked"] == "None"


def test_one_and_several_are_said_rightly() -> None:
    gone, ahead = make_day(TODAY - timedelta(days=1)), make_day(TODAY + timedelta(days=1))
    one = str(write_paper(make_facts(make_action("1.1", "A", gone), make_action("1.2", "B", ahead))))
    assert "One date has passed: 1.1." in one and "Next: 1 action on 27 April 2021." in one
    two = str(write_paper(make_facts(make_action("1.1", "A", gone), make_action("1.2", "B", gone))))
    assert "Two dates have passed: 1.1 and 1.2." in two


def test_a_decision_is_told_without_the_words_it_was_given() -> None:
    action = make_action("1.1", "A", status="cancelled", reason="someone left")
    event = make_event(ref="1.1", old="no update", new="cancelled", words="someone left", who_id=7, action_id=action.id)
    said = str(write_paper(make_facts(action, happened=(event,))).sections)
    assert "cancelled" in said and "someone left" not in said
