"""Owns how a request is refused kindly, and what is asked where something is missing; must not decide to refuse."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.cards import Block, Button, Buttons, Card, text
from wres_bot.domain.dates import LONDON, Quarter, format_day, quarter_of
from wres_bot.domain.errors import NotAllowed, Unavailable, UserError
from wres_bot.domain.policy import Labels
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import STATUS_NAMES, Status
from wres_bot.store.errors import (
    ChangedLater,
    ChangeRefused,
    DateMet,
    DateUnchanged,
    NoSuchTarget,
    NothingToUndo,
    OwnersUnchanged,
    PlaceTaken,
    ReasonMissing,
    ReopeningNeedsWords,
    StatusUnchanged,
)
from wres_bot.store.models import Action, Event, Plan
from wres_bot.views.buttons import FIRST_STEPS
from wres_bot.views.lists import format_filters
from wres_bot.views.viewer import format_posts
from wres_bot.views.wording import format_plan, format_short_day, format_status, join_words

if TYPE_CHECKING:
    from wres_bot.parser.command_types import Verb

_MINE = ("My actions", "mine")


def render_repeated_message() -> Card:
    """A message brought a second time, whose first answer may have been lost."""
    said = "I dealt with it once, but my answer may have been lost on the way. This shows how things stand."
    return Card("I've had that message already.", (text(said), FIRST_STEPS))


def render_refusal(words: str, says: Sequence[tuple[str, str]] = ()) -> Card:
    """A request that cannot be done: what to do next, in the first sentence."""
    first, _, rest = words.partition("\n")
    blocks: list[Block] = [text(rest)] if rest else []
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(first, tuple(blocks), tone="refused")


def render_question(question: str, why: str, says: Sequence[tuple[str, str]] = (), example: str = "") -> Card:
    """Something is missing before a change can be made."""
    blocks: list[Block] = [text(why)] if why else []
    if example:
        blocks.append(text(f"For example: {example}"))
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(question, tuple(blocks))


def render_unknown_person(email: str, labels: Labels) -> Card:
    """Nobody we know: whom to ask, and nothing about any plan."""
    return Card(
        "I don't know you yet, so I can't show you a plan.",
        (
            text(
                f"Please ask your trust's {labels.coordinator} to add your work e-mail address, {email}. "
                "Then say hello to me again."
            ),
            text("In the plan with another address? They can join the two.", quiet=True),
        ),
        tone="refused",
    )


def render_unverified(labels: Labels) -> Card:
    return Card(
        "I can't see a confirmed work e-mail address for you here.",
        (
            text(
                "I use it to know which actions are yours. Please check your profile, or ask your trust's "
                f"{labels.coordinator} to link you."
            ),
        ),
        tone="refused",
    )


def render_guest_refused() -> Card:
    return Card(
        "I can't answer guests.",
        (text("This plan belongs to one organisation. Please ask the person who invited you."),),
        tone="refused",
    )


def render_no_post(labels: Labels) -> Card:
    """Known, but holding no post and no role any more."""
    return Card(
        "You hold no post in a plan at the moment, so I've changed nothing.",
        (text(f"If that is wrong, the {labels.coordinator} can put it right."),),
        tone="refused",
    )


def render_inactive(labels: Labels) -> Card:
    return Card(
        "Your account is no longer active in a trust's plan, so I've changed nothing.",
        (text(f"If that is wrong, your trust's {labels.coordinator} can put it right."),),
        tone="refused",
    )


def render_too_many(count: int, what: str, limit: int) -> Card:
    said = f"That is {count} {what} at once, and I take {limit} in one message."
    return render_refusal(f"{said}\nNothing has changed. Please send it in parts.")


# Why something cannot be done: each makes the error to raise. Whoever raises it has changed nothing.


def unclear_action(example: str, verb: str = "") -> UserError:
    """No ref was said, and no single action was asked about."""
    if not verb:
        return UserError(f"Which action do you mean? Put its number first, such as {example} done.", _MINE)
    return UserError(f"Which action do you mean? For example: {verb} {example}", _MINE)


def one_at_a_time(verb: str, first: str) -> UserError:
    return UserError(f"One action at a time, please: {verb} {first} and so on. Nothing has changed.")


def no_such_plan(name: str) -> UserError:
    return UserError(f"I can't find a plan called {name}. Nothing has changed.", _MINE, ("Plans", "plan"))


def unclear_plan(name: str, plans: Sequence[Plan], *, several: bool) -> UserError:
    """None of the plans has that name, or `several` have it."""
    says = [(format_plan(p), f"status plan {p.name}") for p in plans[:5]]
    return UserError(f"I can't find {'one' if several else 'a'} plan called “{name}”.", *says)


def no_plan_named(verb: str, example: str) -> UserError:
    return UserError(f"Which plan? For example: plan {verb} {example}", ("Plans", "plan"))


def no_plan_yet(trust: str, labels: Labels) -> UserError:
    return UserError(f"{trust} has no plan yet. The {labels.coordinator} can load one.")


def unreadable_plan_year(words: str) -> UserError:
    return UserError(f"“{words}” is not a plan's year. Write it like 2025-26. Nothing has changed.")


def closed_already(plan: Plan) -> UserError:
    return UserError(f"{format_plan(plan)} is closed already. Nothing has changed.")


def no_such_ref(ref: str, plans: Sequence[Plan], rows: Sequence[Action]) -> UserError:
    """`rows`: the actions of the one plan it was looked for in, so that a slip is soon put right."""
    names = join_words([format_plan(p) for p in plans], "or") or "your plans"
    near, section = _format_nearby(rows, ref) if len(plans) == 1 else ("", "")
    says = [_MINE]
    if section:
        says.append((f"Section {section}", f"list section {section} plan {plans[0].name}"))
    return UserError(f"I can't find {ref} in {names}.{near} Nothing has changed.", *says)


def _format_nearby(rows: Sequence[Action], ref: str) -> tuple[str, str]:
    """ "Section 2 runs from 2.1 to 2.5." and the section's number, for a ref that is not there."""
    if not rows:
        return " It has no actions yet.", ""
    alike = [a for a in rows if _prefix(a.ref) == _prefix(ref)]
    if not alike:
        return f" Its actions run from {rows[0].ref} to {rows[-1].ref}.", ""
    section = alike[0].section_number
    whole = section == _prefix(ref) and all(a.section_number == section for a in alike)
    name = f"Section {section}" if whole else _prefix(ref).upper()
    span = f"runs from {alike[0].ref} to {alike[-1].ref}" if len(alike) > 1 else f"only has {alike[0].ref}"
    return f" {name} {span}.", section


def _prefix(ref: str) -> str:
    """What refs of one section share: "2" of 2.3, "dr" of DR6."""
    match = re.match(r"\d+|[a-z]+", normalise_ref(ref))
    return match[0] if match else ""


def no_such_section(section: str, numbers: Sequence[str]) -> UserError:
    return UserError(
        f"I can't find section {section}. The sections are {join_words(numbers)}."
        if numbers
        else "There is nothing yet.",
        *((f"Section {n}", f"list section {n}") for n in numbers[:5]),
    )


def unclear_post(post: str, posts: Sequence[str]) -> UserError:
    """Several posts are like it, and none is what was typed."""
    says = ((name, f'list owner "{name}"') for name in posts[:5])
    return UserError(f"I can't find a post called “{post}”. Is it one of these?", *says)


def no_such_page(page: int, last: int, first: str) -> UserError:
    return UserError(f"There is no page {page}. The last one is {last}.", ("First page", first))


def unreadable_time(words: str) -> UserError:
    return UserError(f"I can't read {words!r} as a time. Try: due 30d, due March, or due this quarter")


def time_behind_us() -> UserError:
    return UserError("That time is behind us. To see dates that have passed: late", ("Passed", "late"))


def unreadable_date(words: str, example: str) -> UserError:
    return UserError(f"I can't read “{words}” as a date. Write it like {example}. Nothing has changed.")


def date_behind_us(day: date) -> UserError:
    return UserError(f"{format_day(day)} has passed. Choose a date that is still ahead. Nothing has changed.")


def date_far_away(day: date) -> UserError:
    return UserError(f"{format_day(day)} is more than a year away. Is that the date you mean? Nothing has changed.")


def date_of_closed_action(ref: str, status: Status, labels: Labels) -> UserError:
    return UserError(f"{ref} is {format_status(status, labels)}, so its date has not moved.")


def cancelled_already(ref: str, full_ref: str) -> UserError:
    return UserError(f"{ref} is already cancelled. Nothing has changed.", ("Show it", f"show {full_ref}"))


def unreadable_replacement(words: str, ref: str) -> UserError:
    return UserError(f"I can't read “{words}” as an action. Write: cancel {ref} reason replaced by 2.4")


def replaced_by_itself(ref: str) -> UserError:
    return UserError(f"{ref} can't take its own place. Nothing has changed.")


def replaced_by_another_trusts(ref: str) -> UserError:
    return UserError(f"{ref} belongs to another trust's plan. Nothing has changed.")


def no_post_named(ref: str) -> UserError:
    return UserError(f"Give {ref} to which post? For example: assign {ref} Head of EDI")


def change_refused(refused: ChangeRefused) -> UserError:  # noqa: C901  # one sentence for each refusal
    """What the store refused, in words."""
    match refused:
        case ChangedLater(ref, last):
            local = last.astimezone(LONDON)
            return UserError(
                f"{ref} was changed on {format_day(local.date())} at {local:%H:%M}. Time only moves forward, "
                "so nothing has changed. Try again with that moment or a later one."
            )
        case StatusUnchanged(ref, status):
            return UserError(
                f"{ref} is already {STATUS_NAMES[status]}. To add a few words, write: note {ref} and the words."
            )
        case ReasonMissing(ref):
            return UserError(f"Please say why: cancel {ref}, then the reason.")
        case ReopeningNeedsWords(ref, old, new):
            return UserError(
                f"{ref} is {STATUS_NAMES[old]}. To open it again, please say why: "
                f"update {ref} {STATUS_NAMES[new]}, then a few words."
            )
        case DateUnchanged(ref):
            return UserError(f"{ref} has that date already. To see its dates: show {ref}")
        case DateMet(ref):
            return UserError(f"That date of {ref} has been met. To see the others: show {ref}")
        case OwnersUnchanged(ref):
            return UserError(f"{ref} is theirs already. To see who owns it: show {ref}")
        case NoSuchTarget(ref):
            return UserError(f"{ref} has no such target. To see its targets: show {ref}")
        case NothingToUndo():
            return UserError("Your last command changed no action, so there is nothing to take back.")
        case PlaceTaken():
            return UserError("This channel already serves another trust. Ask its lead to stop using it first.")
    raise refused


def changed_meanwhile(ref: str) -> UserError:
    return UserError(f"{ref} has just been changed by somebody else. Please say it again.")


def not_yours(action: Action) -> UserError:
    return UserError(
        f"{action.ref} isn't down as yours: it sits with {format_posts(action)}. Nothing has changed.", _MINE
    )


def no_post_to_leave(labels: Labels) -> UserError:
    return UserError(
        f"I have you down for no post, so nothing waits for you while you are away.\n"
        f"If that looks wrong, ask the {labels.coordinator}.",
        (f"Ask the {labels.coordinator}", "ask the lead"),
    )


def nobody_to_tell(labels: Labels) -> UserError:
    return UserError(f"I know nobody to tell: there is no {labels.coordinator} in my list. Nothing has changed.")


def help_for_cancelled(ref: str, full_ref: str) -> UserError:
    return UserError(f"{ref} is cancelled, so there is nothing to help with.", ("Show it", f"show {full_ref}"))


def help_not_asked(ref: str) -> UserError:
    return UserError(f"Nobody has asked for help with {ref}, so nothing has changed.")


def no_reminders_to_pause(ref: str) -> UserError:
    return UserError(f"I don't remind you about {ref}, so there is nothing to pause.", _MINE)


def closed_needs_no_pause(ref: str, status: Status) -> UserError:
    return UserError(f"{ref} is {status}, so I won't remind you about it.")


def unreadable_pause(words: str, ref: str) -> UserError:
    return UserError(f"I can't read “{words}” as a date. Try: snooze {ref} 7d, or snooze {ref} 14 May")


def pause_behind_us(until: date, today: date, ref: str) -> UserError:
    return UserError(f"{format_short_day(until, today)} is not ahead of us. Try: snooze {ref} 7d")


def pause_too_long(days: int, last: date, today: date, full_ref: str, labels: Labels) -> UserError:
    return UserError(
        f"I can pause reminders for {days} days at most, until {format_short_day(last, today)}. "
        f"If the date itself should move, the {labels.coordinator} can do that.",
        (f"Until {format_short_day(last, today)}", f"snooze {full_ref} {days}d"),
    )


def nothing_can_be_kept() -> Unavailable:
    return Unavailable(
        "I can't keep anything at the moment, so nothing has changed. Please say it again in a few minutes; if it goes "
        "on, tell whoever runs me."
    )


def nothing_can_be_looked_up() -> Unavailable:
    return Unavailable(
        "I can't look that up at the moment. Please ask again in a few minutes; if it goes on, tell whoever runs me."
    )


def nothing_to_undo(example: str) -> UserError:
    return UserError(
        "You have changed nothing since the working day before, so there is nothing to take back. "
        f"Say how it is now instead: update {example} done",
        _MINE,
    )


def undone_already(example: str) -> UserError:
    return UserError(
        f"Your last change was already an undo, which can't be taken back. Say how it is: update {example} done", _MINE
    )


_PUT_RIGHT = {
    "post": "To put it right, say who holds the post: post “NAME” is their e-mail address",
    "place": "To put it right: use this channel for network, or stop using this channel",
    "plan": "A closed plan can still be read. To open it again, ask whoever looks after the bot.",
    "rehearsal": "To put it right: rehearse on, or rehearse off",
    "preference": "To put it right: start, or stop",
    "digest": "To put it right, use the buttons of the preview.",
    "person": "To put it right: yes this is me, not me, or covering",
    "asked to link": "Nobody has been joined yet. Tell the other trust's leads not to agree; after 30 days it lapses",
    "linked": "To part the two again: unlink, and the address",
    "unlinked": "To join the two again: link, and both addresses",
}
"""What `undo` leaves alone, and the command that does it."""


def beyond_undo(event: Event) -> UserError:
    """The last change was of no action: the command that puts it right is named."""
    of_accounts = event.new or "" if event.field == "person" else ""
    other_way = _PUT_RIGHT.get(of_accounts) or _PUT_RIGHT.get(event.field, "")
    return UserError(f"I can't take that one back for you. {other_way}".strip())


def unknown_indicator(code: str) -> UserError:
    return UserError(f"There is no indicator “{code}”. They are numbered 1 to 9.", ("All of them", "indicators"))


def unknown_audience() -> UserError:
    return UserError("A digest is for network or steering. For example: digest network")


def audience_not_theirs(labels: Labels) -> UserError:
    return NotAllowed(
        f"The {labels.group}'s summary is for the chair and the {labels.coordinator}.",
        ("The network's", "digest network"),
    )


def unreadable_quarter(words: str) -> UserError:
    return UserError(f"I can't read “{words}” as a quarter. Write it like 2020-21Q3.")


def quarter_not_begun(quarter: Quarter, today: date) -> UserError:
    return UserError(f"{quarter} has not begun. The quarter now is {quarter_of(today)}.")


def plan_begins_later(plan: Plan) -> UserError:
    first = quarter_of(plan.starts)
    return UserError(f"{format_plan(plan)} begins on {format_day(plan.starts)}. Its first quarter is {first}.")


def several_digests() -> UserError:
    return UserError("There are several. Use the buttons of the message about the one you mean.")


def no_such_digest() -> UserError:
    return UserError("I can't find that digest. Use the buttons of its preview.", ("Preview it", "digest"))


def unreadable_holding() -> UserError:
    return UserError("Write it like this: post “Head of Resourcing” is head.of.edi@esneft.example from 1 February 2021")


def vacant_already(post: str) -> UserError:
    return UserError(f"Nobody holds {post} already. Nothing has changed.")


def unclear_who(example: str) -> UserError:
    return UserError(f"Which post? For example: who “Head of Resourcing”, or who {example} for an action's owners")


def unclear_rehearsal(on: bool) -> UserError:
    return UserError(
        f"Rehearsal is {'on' if on else 'off'}. Say: rehearse on, or rehearse off",
        ("Rehearse on", "rehearse on"),
        ("Off", "rehearse off"),
    )


def unknown_platform() -> UserError:
    return UserError(
        "I can write to you on Slack or on Teams. Nothing has changed.\nSay: prefer teams, prefer slack, or "
        "prefer either for where you last used me."
    )


def no_post_to_deny() -> UserError:
    return UserError("I don't have you down for any post, so there is nothing to put right.")


def no_post_to_cover(labels: Labels) -> UserError:
    return UserError(
        f"I don't have you down for any post yet. Please ask the {labels.coordinator} to add you as covering."
    )


def only_leads(verb: "Verb", labels: Labels) -> NotAllowed:
    """What those who lead may do: whom to ask for it."""
    only_looks = verb.permission == "lead" and not verb.changes
    unchanged = "" if only_looks else ", so nothing has changed"
    return NotAllowed(f"{verb.deed} is for the {labels.coordinator}{unchanged}.\nPlease ask the {labels.coordinator}.")


# Channels


def no_audience_named() -> UserError:
    says = tuple((f"For {a}", f"use this channel for {a}") for a in AUDIENCES)
    return UserError("For whom? Say: use this channel for network, steering or leads", *says)


def no_channel_here() -> UserError:
    return UserError("This is our own conversation. Say it in the channel you mean.")


def archived_channel() -> UserError:
    return UserError("This channel is archived, so nothing can be posted in it. Choose another one.")


def not_in_channel() -> UserError:
    return UserError("I'm not in this channel yet. Invite me first, then say it again.")


def shared_channel(audience: Audience, labels: Labels) -> UserError:
    whom = _format_readers(audience, labels)
    return UserError(f"Another organisation is in this channel, so it can't be for {whom}. Choose one of your own.")


def public_channel(audience: Audience, labels: Labels) -> UserError:
    whom = _format_readers(audience, labels)
    return UserError(
        f"Anybody can read this channel, so it can't be for {whom}. Make it private, or choose a private one.",
        ("Use it for the network", "use this channel for network"),
    )


def _format_readers(audience: Audience, labels: Labels) -> str:
    return {"steering": f"the {labels.group}", "leads": "those who lead"}.get(audience, "")


def channel_not_used() -> UserError:
    return UserError("I don't send anything to this channel, so nothing has changed.")


# asking again and writing to somebody


def rehearsing_writes_to_nobody() -> UserError:
    return UserError("Rehearsal is on, so I write to nobody but those who lead.", ("Rehearsal off", "rehearse off"))


def nobody_named_to_write_to() -> UserError:
    return UserError(
        "Which post shall I write to? Nothing has been sent.\nFor example: write to Head of Resourcing: and your words",
        ("Who hasn't answered", "waiting"),
    )


def nothing_fits(filters: Mapping[str, str], plan: Plan) -> UserError:
    """Nothing of the plan is what was asked about: never told as "0 of 0"."""
    said = format_filters({name: value for name, value in filters.items() if name != "plan"})
    return UserError(
        f"No action of {format_plan(plan)} fits {said}.\nI looked in titles, aims and sections.",
        ("The whole plan", f"status plan {plan.name}"),
        ("Its actions", f"list plan {plan.name}"),
    )


def no_such_date(ref: str, words: str, days: Sequence[date | None]) -> UserError:
    dates = join_words(format_day(day) for day in days if day) or "none"
    return UserError(f"{ref} has no date {words}. Its dates: {dates}. Nothing has changed.", ("Show it", f"show {ref}"))
