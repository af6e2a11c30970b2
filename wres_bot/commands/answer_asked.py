"""Owns what is offered for a clause that is asked about: the two or three likeliest, as buttons. Changes nothing.

One row of `_OFFERS` for each meaning: later verbs take a row over when they come.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.commands.meant import Meant, find_meant, load_all_open, load_own_open, match_titles
from wres_bot.domain.access import may
from wres_bot.domain.cards import Button, Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.refs import ActionRef, find_refs
from wres_bot.domain.statuses import STATUS_NAMES, Status
from wres_bot.parser.arguments import lower_keeping_length
from wres_bot.parser.command_types import Asked, Subject
from wres_bot.parser.safeguarding import names_a_person
from wres_bot.store import events, people
from wres_bot.store.models import Action, Plan
from wres_bot.views import asking
from wres_bot.views.action import render_not_permitted
from wres_bot.views.asking import Choice
from wres_bot.views.safeguarding import render_personal_data_question

MOST = 4
"""Actions that a question offers one by one."""
MOST_TOGETHER = 10
"""Actions that one button says something of."""


def answer(ctx: Context, asked: Asked, named: Collection[ActionRef] = ()) -> Card | None:
    """The question that is asked back; None where nothing can be asked about."""
    meant = find_meant(ctx, asked.about, named)
    if asked.means in _OF_OWNERS and meant.actions and not any(may_say(ctx, a) for a in meant.actions):
        if not asked.about.refs:
            return _offer_lead(ctx, replace(asked, means="ask network"), Meant((), sure=False))
        viewer = ctx.make_viewer(meant.actions[0].plan.trust_id)
        return render_not_permitted(meant.actions[0], viewer)
    return _OFFERS.get(asked.means, _offer_lead)(ctx, asked, meant)


_OF_OWNERS = ("status", "news", "extend", "drop", "need help", "reviewed", "reopen")
"""Meanings that only an action's owners, and those who lead, may say of it."""


def may_say(ctx: Context, action: Action) -> bool:
    """Whether the asker may say how the action is going."""
    return may(ctx.person, "owner", action.plan.trust_id, _load_owner_ids(action))


def _load_owner_ids(action: Action) -> list[int]:
    return [h.person_id for owner in action.owners for h in owner.holders]


def _owns(ctx: Context, action: Action) -> bool:
    return ctx.person.id in _load_owner_ids(action)


def _words_for_button(asked: Asked) -> str:
    return " ".join(asked.words.split())[:400]


def _offer_statuses(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """A status in doubt: of one action the likely statuses, of several each with the likeliest."""
    if not meant.actions:
        return None
    words = _words_for_button(asked)
    if len(meant.actions) == 1:
        [action] = meant.actions
        statuses = _fitting(action, asked.statuses)
        choices = [Choice(STATUS_NAMES[s], _say_update(action, s, words)) for s in statuses]
        return asking.render_status_question(action, statuses, choices, asked.words)
    if asked.about.kind == "places" and not meant.sure:
        shown = meant.actions[:MOST]
        choices = [Choice(a.ref, f"update {a.full_ref}") for a in shown]
        return asking.render_no_such_place(shown, len(meant.actions), choices)
    together = "or" not in asked.doubts and (meant.sure or asked.about.kind in ("both", "all", "rest"))
    return _offer_each(meant.actions, asked.statuses, words, together=together)


def _offer_each(found: Sequence[Action], statuses: Sequence[Status], words: str, *, together: bool) -> Card:
    """Several actions: each with the likeliest status, or all of them together where all were meant."""
    shown = found[:MOST]
    everything = "Both" if len(found) == 2 else "All"
    if together:
        choices = [
            Choice(f"{everything} {STATUS_NAMES[s]}", "; ".join(_say_update(a, s, "") for a in found[:MOST_TOGETHER]))
            for s in statuses[:2]
        ]
        return asking.render_which_status(shown, choices, statuses)
    status = statuses[0]
    choices = [Choice(a.ref, _say_update(a, status, words)) for a in shown]
    if len(found) <= MOST:
        choices.append(Choice(everything, "; ".join(_say_update(a, status, "") for a in found)))
    return asking.render_which_status(shown, choices, statuses)


def _fitting(action: Action, statuses: Sequence[Status]) -> tuple[Status, ...]:
    return tuple(s for s in statuses if s != "cancelled") or ("in progress", "done")


def _say_update(action: Action, status: Status, words: str) -> str:
    return f"update {action.full_ref} {status}" + (f", {words}" if words else "")


def _offer_news(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """News without a status: kept as a note, or with a status beside."""
    words = _words_for_button(asked)
    if not meant.actions and not ctx.person.leads(ctx.trust.id) and not load_own_open(ctx):
        return _offer_lead(ctx, replace(asked, means="ask network"), meant)
    named = meant.answered or asked.about.refs or meant.titled or meant.left != asked.about.words
    if not meant.actions or not named:
        return None  # nothing says that it is about an action at all
    if len(meant.actions) == 1 and names_a_person(words):
        full = meant.actions[0].full_ref
        return render_personal_data_question(f"keep note {full} {words}", f"show {full}", ctx.labels)
    if len(meant.actions) == 1:
        [action] = meant.actions
        choices = [Choice("Note", f"note {action.full_ref} {words}")]
        choices += [Choice(STATUS_NAMES[s], _say_update(action, s, words)) for s in _fitting(action, asked.statuses)]
        return asking.render_note_question(action, choices, asked.words)
    shown = meant.actions[:MOST]
    return asking.render_which_note(shown, [Choice(a.ref, f"note {a.full_ref} {words}") for a in shown], asked.words)


def _offer_hand_back(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    found = meant.actions if meant.sure or meant.answered else tuple(load_own_open(ctx))
    if not found:
        return None
    if asked.about.refs and ctx.person.leads(found[0].plan.trust_id) and not any(_owns(ctx, a) for a in found):
        return _offer_owner(ctx, asked, meant)
    words = _words_for_button(asked)
    each = [Choice(f"Hand {a.ref} back", f"not mine {a.full_ref} {words}") for a in found[:MOST]]
    choices = each[:1]
    if len(found) > 1:
        choices = [
            Choice("Hand all back", "; ".join(f"not mine {a.full_ref} {words}" for a in found[:MOST_TOGETHER])),
            *each,
        ]
    choices.append(Choice("None are mine now" if asked.means == "left" else "Not me", "not me"))
    if len(found) == 1:
        choices.append(Choice("I'm covering", "covering"))
    return asking.render_hand_back_question(found, choices[:5], ctx.labels)


def _offer_covering(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    return asking.render_covering_question(
        [
            Choice("I'm covering", "covering"),
            Choice(f"Tell the {ctx.labels.coordinator}", _say_lead(ctx, "covering", meant, asked)),
        ],
        ctx.labels,
    )


def _say_lead(ctx: Context, kind: str, meant: Meant, asked: Asked) -> str:
    refs = [a.full_ref for a in meant.actions[:1]] if meant.sure or len(meant.actions) == 1 else []
    if kind == "decision" and not refs:
        refs = _find_decided_about(ctx, asked)
    return " ".join(["ask the lead", kind, *refs, _words_for_button(asked)])


def _find_decided_about(ctx: Context, asked: Asked) -> list[str]:
    """The one action that the words of a decision name, by its ref or by words of its title."""
    rows = load_all_open(ctx)
    keys = {ref.key for ref in find_refs(lower_keeping_length(asked.words), asked.words)}
    named = [a for a in rows if ActionRef(a.ref).key in keys]
    found = named if keys else (match_titles(rows, asked.about.words) or ([], False))[0]
    return [a.full_ref for a in found] if len(found) == 1 else []


def _offer_date(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """A date that an owner cannot move: the lead is asked with one tap; the lead moves it with one."""
    if not meant.actions:
        return None
    words = _words_for_button(asked)
    found = meant.actions[:MOST]
    if all(ctx.person.leads(a.plan.trust_id) for a in found) and asked.when:
        day = parse_date(asked.when.removeprefix("to "), today=ctx.today)
        when = day[0].isoformat() if day else asked.when
        choices = [Choice(f"Move {a.ref}", f"move {a.full_ref} {when} {words}") for a in found]
        return asking.render_date_question(found, choices, ctx.labels, leads=True)
    if len(found) == 1:
        [action] = found
        choices = [
            Choice(f"Ask the {ctx.labels.coordinator}", f"ask the lead date {action.full_ref} {words}"),
            Choice("Delayed", _say_update(action, "delayed", words)),
        ]
    else:
        choices = [Choice(f"Ask about {a.ref}", f"ask the lead date {a.full_ref} {words}") for a in found]
    return asking.render_date_question(found, choices, ctx.labels, leads=False)


def _offer_pause(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    when = asked.when or "7d"
    found = meant.actions[:MOST]
    if not found and ctx.person.leads(ctx.trust.id):
        return _offer_hold(ctx, asked, meant)
    if not found:
        return None
    label = (
        f"Pause {{}} until {when.removeprefix('until ').removeprefix('on ')}" if asked.when else "Pause {} for 7 days"
    )
    return asking.render_pause_question(
        found, [Choice(label.format(a.ref), f"snooze {a.full_ref} {when}") for a in found]
    )


def _offer_hold(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """Stopping a message to a channel is for those who lead; others pass it on."""
    if not ctx.person.leads(ctx.trust.id):
        return _offer_lead(ctx, asked, meant)
    return asking.render_hold_question(
        [Choice("Hold the next digest", "digest hold"), Choice("See it first", "digest")]
    )


def _offer_progress(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """How far it is: kept with the action by its owner, passed on by others."""
    if any(may_say(ctx, a) for a in meant.actions):
        return _offer_news(ctx, replace(asked, statuses=("in progress", "done")), meant)
    return _offer_lead(ctx, asked, meant)


def _offer_undo(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now.replace(year=ctx.now.year - 1))
    mine = [e for e in last if e.action_id is not None and e.field != "met"]
    if not mine or last[0].undoes:
        return asking.render_nothing_to_take_back()
    return asking.render_undo_question(mine, last[0].batch, ctx.make_viewer())


def _offer_correction(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """ "I meant 1.7, not 1.3": the last change taken back, and the same said of the other."""
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now.replace(year=ctx.now.year - 1))
    changed = next((e for e in last if e.field == "status" and e.new), None)
    other = next((a for a in meant.actions if changed is None or a.id != changed.action_id), None)
    if changed is None or other is None or last[0].undoes:
        return _offer_undo(ctx, asked, meant)
    return asking.render_correction_question(
        changed, other,
        [Choice(f"{other.ref} {changed.new}, not {changed.ref}", f"undo; update {other.full_ref} {changed.new}"),
         Choice(f"{other.ref} {changed.new} too", f"update {other.full_ref} {changed.new}"), Choice("Undo", "undo")],
    )  # fmt: skip


def _offer_help(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    if not meant.actions:
        return None
    words = _words_for_button(asked)
    found = meant.actions[:MOST]
    return asking.render_help_question(
        found, [Choice(f"Ask for help with {a.ref}", f"need help {a.full_ref} {words}") for a in found], ctx.labels
    )


def _offer_cancel(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    found = [a for a in meant.actions if a.status != "cancelled"][:MOST]
    if not found:
        return None
    words = _words_for_button(asked)
    if ctx.person.leads(found[0].plan.trust_id):
        choices = [Choice(f"Cancel {a.ref}", f"cancel {a.full_ref} {words}") for a in found]
        return asking.render_cancel_question(found, choices, ctx.labels, leads=True)
    choices = [Choice(f"Ask about {a.ref}", f"ask the lead cancel {a.full_ref} {words}") for a in found]
    return asking.render_cancel_question(found, choices, ctx.labels, leads=False)


def _offer_close(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    plans: list[Plan] = ctx.find_open_plans()
    leads = ctx.person.leads(ctx.trust.id)
    choices = [Choice(f"Close {p.title or p.name}", f"plan close {p.name}") for p in plans[:3]] if leads else []
    return asking.render_close_question(choices or [Choice("Status", "status")], ctx.labels, leads=leads)


def _offer_owner(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    found = meant.actions[:MOST]
    if not ctx.person.leads(ctx.trust.id):
        return _offer_hand_back(ctx, asked, meant) if found else _offer_lead(ctx, asked, meant)
    posts = people.find_posts(ctx.db, ctx.trust.id, asked.about.words) if asked.about.words else []
    if not posts:
        return asking.render_owner_question(
            [Choice(f"Choose who has {a.ref}", f"assign {a.full_ref}") for a in found],
            found[0].ref if found else find_action.find_example_ref(ctx),
        )
    choices = [
        Choice(f"Give {a.ref} to {name}", f"assign {a.full_ref} {name}") for a in found[:2] for _, name in posts[:2]
    ]
    return asking.render_owner_question(choices, found[0].ref if found else find_action.find_example_ref(ctx))


_KIND_FOR_LEAD = {
    "away": "away", "decision": "decision", "ask network": "voice", "progress": "progress", "evidence": "evidence",
    "tell lead": "question", "left": "leaving", "question": "question", "meeting": "meeting",
}  # fmt: skip


def _offer_lead(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """What a later verb will do: the lead hears of it with one tap."""
    if (
        asked.means == "decision"
        and not ctx.person.chairs(ctx.trust.id)
        and not ctx.person.leads(ctx.trust.id)
        and meant.actions
    ):
        return _offer_news(ctx, replace(asked, statuses=("in progress", "done")), meant)
    kind = _KIND_FOR_LEAD.get(asked.means, "question")
    label = f"Tell the {ctx.labels.coordinator}"
    choices = [Choice(label, _say_lead(ctx, kind, meant, asked))]
    if asked.means == "away":
        choices += [Choice(f"Pause {a.ref}", f"snooze {a.full_ref} {asked.when or '7d'}") for a in meant.actions[:1]]
    elif len(meant.actions) == 1:
        [action] = meant.actions
        choices += [Choice("Note", f"note {action.full_ref} {_words_for_button(asked)}")]
    return asking.render_lead_question(kind, choices, ctx.labels)


def _offer_chase(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """Asking somebody again is for those who lead; from anybody else it is news."""
    if not ctx.person.leads(ctx.trust.id):
        return _offer_news(ctx, replace(asked, statuses=("in progress", "done")), meant)
    named = meant.actions[:MOST] if asked.about.refs else ()
    choices = [Choice(f"Remind about {a.ref}", f"remind {a.full_ref}") for a in named]
    return asking.render_chase_question([*choices, Choice("Remind everybody", "remind everybody")])


def _offer_reopen(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """An action opened again: as in progress, with the words that it needs."""
    return _offer_statuses(ctx, replace(asked, statuses=("in progress",)), meant)


def _offer_writing(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    if not ctx.person.leads(ctx.trust.id):
        return _offer_news(ctx, replace(asked, statuses=("in progress", "done")), meant)
    posts = people.find_posts(ctx.db, ctx.trust.id, asked.about.words)
    choices = [Choice(f"Write to the {name}", f"write to {name}") for _, name in posts[:3]]
    return asking.render_write_question(choices) if choices else None


def _offer_stop(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    choices = [Choice("Stop my reminders", "stop")]
    choices += [Choice(f"Pause {a.ref} for 7 days", f"snooze {a.full_ref} 7d") for a in meant.actions[:2]]
    return asking.render_stop_question(choices)


def _offer_no(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """ "no": to "Is this you?" it means not me; to "How is it going?" that nothing is done."""
    if meant.answered and not is_confirmed(ctx):
        return _offer_hand_back(ctx, asked, meant)
    if not meant.answered:
        return None
    return _offer_statuses(ctx, Asked("status", asked.about, ("in progress", "not started", "delayed")), meant)


def _offer_yes(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    if not meant.answered:
        return None
    return _offer_statuses(ctx, Asked("status", asked.about, ("in progress", "done", "delayed")), meant)


def is_confirmed(ctx: Context) -> bool:
    """Whether the person has said that it is them."""
    return people.load_person_details(ctx.db, ctx.person.id).confirmed_at is not None


def _offer_reviewed(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """Looked at, and nothing has changed: kept as a note, which answers a review."""
    if not meant.actions:
        return None
    words = _words_for_button(asked) or "no change"
    words = words if "review" in words.lower() else f"reviewed: {words}"
    found = meant.actions[:MOST]
    choices = [Choice(f"Keep it with {a.ref}", f"note {a.full_ref} {words}") for a in found]
    if len(found) > 1 and (meant.sure or meant.answered):
        choices.insert(0, Choice("With all of them", "; ".join(f"note {a.full_ref} {words}" for a in found)))
    choices += [Choice("In progress", _say_update(a, "in progress", "")) for a in found[:1] if len(found) == 1]
    return asking.render_reviewed_question(found, choices)


def _offer_question(ctx: Context, asked: Asked, meant: Meant) -> Card | None:
    """A question that nothing here answers: the lead may."""
    likely = list_likely(ctx)[:2]
    ask = Choice(f"Ask the {ctx.labels.coordinator}", f"ask the lead question {_words_for_button(asked)}")
    return asking.render_unanswered([ask], likely)


Offer = Callable[[Context, Asked, Meant], Card | None]
_OFFERS: dict[str, Offer] = {
    "status": _offer_statuses,
    "news": _offer_news,
    "left": _offer_hand_back,
    "not mine": _offer_hand_back,
    "covering": _offer_covering,
    "extend": _offer_date,
    "later": _offer_pause,
    "undo": _offer_undo,
    "correct": _offer_correction,
    "need help": _offer_help,
    "drop": _offer_cancel,
    "close plan": _offer_close,
    "change owner": _offer_owner,
    "reviewed": _offer_reviewed,
    "question": _offer_question,
    "stop": _offer_stop,
    "chase": _offer_chase,
    "hold": _offer_hold,
    "progress": _offer_progress,
    "write": _offer_writing,
    "reopen": _offer_reopen,
    "no": _offer_no,
    "yes": _offer_yes,
}


class Lost(Exception):
    """Words in which nothing of the plan was found. `words`: as typed, to be quoted back beside other answers."""

    def __init__(self, words: str) -> None:
        super().__init__("nothing of the plan in these words")
        self.words = words


def answer_lost(ctx: Context, words: str = "") -> Card:
    """Nothing of the plan was found in the words: after a reminder, its actions; otherwise what is likely wanted.

    words: what was not placed, quoted back where something else beside it was.
    """
    if words:
        return asking.render_not_placed(words, list_likely(ctx))
    letter = find_action.load_answered_refs(ctx)
    if letter and (card := _offer_lost_after_letter(ctx)) is not None:
        return card
    return asking.render_likely(list_likely(ctx))


def _offer_lost_after_letter(ctx: Context) -> Card | None:
    meant = find_meant(ctx, Subject())
    return _offer_statuses(ctx, Asked("status", Subject(), ("in progress", "done", "delayed")), meant)


def list_likely(ctx: Context) -> list[Button]:
    """Three things that this person is likely to want."""
    trust = ctx.trust.id
    if own := load_own_open(ctx):
        first = [Button("My actions", "mine")]
        first += [Button(f"{a.ref}: how is it going?", f"update {a.full_ref}") for a in own[:1]]
        return [*first, Button("Status", "status")]
    if ctx.person.leads(trust):
        return [Button("Passed", "late"), Button("Due soon", "due"), Button("Status", "status")]
    if ctx.person.chairs(trust):
        return [Button("Status", "status"), Button("Passed", "late"), Button("For the minutes", "minutes")]
    return [
        Button("What has been done", "list status done"),
        Button("Status", "status"),
        Button("Figures", "indicators"),
    ]
