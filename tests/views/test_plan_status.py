"""What a chair reads at a glance, and what goes into the minutes."""

from datetime import date

from tests.world.facts import make_action, make_milestone, make_owner
from wres_bot.views.plan_status import PlanScope, render_minutes, render_status
from wres_bot.views.viewer import Viewer

TODAY = date(2026, 2, 3)
STEERING = Viewer(TODAY, audience="steering")


def plan() -> PlanScope:
    march, june = date(2026, 3, 31), date(2026, 6, 30)
    return PlanScope(
        "Whittington 2025-26",
        (
            make_action("DR1", "Panel guidance", status="done", milestones=()),
            make_action("ARC1", "Inclusive culture", status="done", milestones=(make_milestone(march, "review"),)),
            make_action("DR2", "Inclusive panels", status="in progress",
                   milestones=(make_milestone(date(2026, 1, 31), "review"),)),
            make_action("DR4", "Quarterly dashboard", milestones=(make_milestone(due=march),), needs=("WE9",)),
            make_action("WE9", "Build the dashboard", milestones=(make_milestone(due=june),)),
            make_action("CDP7", "Secondments", status="delayed", need_help="waiting for a policy",
                   milestones=(make_milestone(due=date(2026, 1, 30)),), owners=(make_owner("AD Human Resources"),)),
        ),
    )  # fmt: skip


def test_a_chair_gets_the_truth_in_a_few_lines() -> None:
    assert render_status(plan(), STEERING).plain() == (
        "Whittington 2025-26\n"
        "2 of 6 complete (1 with a review ahead). 1 under way, 1 delayed and 2 with no update recorded.\n"
        "🔵 done 2, 🟢 on track 1, 🟠 needs a look 1, ⚪ no update recorded 2\n"
        "One date passed: CDP7 Secondments (30 January).\n"
        "One review date passed: DR2 Inclusive panels (31 January).\n"
        "Next: 2 actions on 31 March, then 1 on 30 June.\n"
        "Help asked for: CDP7 (“waiting for a policy”).\n"
        "Worth asking: can DR4 (31 March) proceed before WE9 (30 June)?\n"
        "[Passed] [Next] [Figures] [Copy for minutes]"
    )


def test_the_network_does_not_read_why_help_was_asked() -> None:
    assert "waiting for a policy" not in render_status(plan(), Viewer(TODAY)).plain()


def test_every_action_is_counted_once() -> None:
    card = render_status(plan(), STEERING)
    parts = next(b for b in card.blocks if b.kind == "progress").parts
    assert sum(count for _, count in parts) == 6


def test_minutes_name_posts_and_dates_in_full() -> None:
    said = render_minutes(plan(), STEERING).plain()
    assert "Position on Tuesday 3 February 2026." in said
    assert "- CDP7 Secondments, 30 January 2026. AD Human Resources" in said
    assert "[" not in said


def test_an_empty_plan_says_so() -> None:
    assert "has no actions yet" in render_status(PlanScope("Empty 2020-21", ()), STEERING).plain()
