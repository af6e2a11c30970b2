"""Owns the list of verbs and the way of one command: identify, parse, run, answer. Must not word or store."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import assert_never

from sqlalchemy import Connection

from wres_bot.commands import (
    assign,
    cancel,
    channel,
    deliveries,
    first_contact,
    hand_back,
    link,
    lists,
    move,
    need_help,
    note,
    plan,
    post,
    preferences,
    rehearsal,
    requests,
    show,
    since,
    small_talk,
    snooze,
    status,
    undo,
    unknown_account,
    update,
    waiting,
)
from wres_bot.commands.answer_asked import Lost, answer_lost
from wres_bot.commands.context import Clarify, Context
from wres_bot.commands.corrections import answer_correction, take_instead
from wres_bot.commands.find_action import find_example_ref, find_unknown, load_own_examples
from wres_bot.commands.identify import Unidentified, identify, note_use
from wres_bot.commands.meant import find_named
from wres_bot.commands.settle import confirm_with_answer, format_command, is_denial, settle
from wres_bot.domain.cards import Block, Buttons, Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import UserError
from wres_bot.domain.policy import Labels
from wres_bot.domain.ports import Answer, Incoming
from wres_bot.logs import get_logger
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Asked, Automatic, Command, NotUnderstood, Parsed, Part, SmallTalk, Verb
from wres_bot.parser.grammar import parse
from wres_bot.parser.patterns import has_words
from wres_bot.parser.small_talk import read_answer
from wres_bot.parser.text import LONGEST
from wres_bot.store import events, inbox
from wres_bot.store.errors import ChangeRefused, StaleAction
from wres_bot.views import action as views
from wres_bot.views import action_answers, help, not_understood, refusals, safeguarding
from wres_bot.views import plan_file as plan_file_views
from wres_bot.views.asking import render_slip
from wres_bot.views.buttons import compute_undo_mark
from wres_bot.views.small_talk import render_small_talk

log = get_logger(__name__)

MOST_AT_ONCE = 20
"""Commands in one message, or refs in one command: more is a mistake, or somebody trying what happens."""

LONGEST_ORIGIN = 200
"""A button carries little: where the words are longer, its card stays as it was."""

Run = Callable[[Context, Command], Card]


def _keep_words(ctx: Context, command: Command) -> Card:
    """The person was asked about their words and wants them kept."""
    ctx.words_confirmed = True
    return _answer_text(ctx, command.rest or command.words) or help.render_short_help(load_own_examples(ctx))


def _take_instead(ctx: Context, command: Command) -> Card:
    """The person has changed a message of theirs and wants the new words in place of the old."""

    def take(words: str) -> Card | None:
        return _answer_text(replace(ctx, batch=f"{ctx.batch}.1"), words)

    return take_instead(ctx, command, take, lambda cards: _combine_cards(list(cards), changed=True))


def _when_said(module: str, name: str) -> Run:
    """A command whose figures take long to load, and which few messages are: loaded when the first one is."""

    def run(ctx: Context, command: Command) -> Card:
        card: Card = getattr(import_module(f"wres_bot.commands.{module}"), name)(ctx, command)
        return card

    return run


VERBS: tuple[tuple[Verb, Run], ...] = (
    (verbs.HELP, small_talk.show_help),
    (verbs.UPDATE, update.run),
    (verbs.NOTE, note.run),
    (verbs.EVIDENCE, note.keep_evidence),
    (verbs.NEED_HELP, need_help.run),
    (verbs.NOT_MINE, hand_back.run),
    (verbs.SNOOZE, snooze.run),
    (verbs.EXTEND, requests.ask_for_date),
    (verbs.AWAY, requests.tell_away),
    (verbs.LEAVING, requests.tell_leaving),
    (verbs.DECIDE, requests.tell_decision),
    (verbs.ASK_LEAD, requests.ask_lead),
    (verbs.UNDO, undo.run),
    (verbs.PREFER, preferences.prefer_platform),
    (verbs.MINE, lists.list_own),
    (verbs.SHOW, show.show_action),
    (verbs.LIST, lists.list_actions),
    (verbs.LATE, lists.list_overdue),
    (verbs.DUE, lists.list_due),
    (verbs.STATUS, status.show_status),
    (verbs.WAITING, waiting.show_waiting),
    (verbs.SINCE, since.show_changes),
    (verbs.NEWS, since.show_news),
    (verbs.WORRY, _when_said("meeting", "show_worries")),
    (verbs.AGENDA, _when_said("meeting", "show_agenda")),
    (verbs.MINUTES, status.send_minutes),
    (verbs.HISTORY, show.show_history),
    (verbs.INDICATORS, _when_said("indicators", "run")),
    (verbs.DIGEST, _when_said("digest", "preview")),
    (verbs.WHO, post.show_holders),
    (verbs.PLAN, plan.run),
    (verbs.MOVE, move.run),
    (verbs.CANCEL, cancel.run),
    (verbs.ASSIGN, assign.run),
    (verbs.POST, post.set_holder),
    (verbs.REMIND, waiting.remind),
    (verbs.WRITE, waiting.write),
    (verbs.USE_CHANNEL, channel.use_channel),
    (verbs.STOP_CHANNEL, channel.stop_using_channel),
    (verbs.DELIVERIES, deliveries.run),
    (verbs.PAPER, _when_said("paper", "show_paper")),
    (verbs.LINK, link.link_account),
    (verbs.UNLINK, link.unlink_account),
    (verbs.REHEARSE, rehearsal.run),
    (verbs.RELEASE_SURVEY, _when_said("publish_figures", "release_survey")),
    (verbs.AS_PRINTED, _when_said("publish_figures", "publish_as_printed")),
    (verbs.PLAN_FILE, _when_said("plan_file", "run")),
    (verbs.DIGEST_HOLD, _when_said("digest", "hold_back")),
    (verbs.DIGEST_SEND, _when_said("digest", "send_now")),
    (verbs.DIGEST_ARRIVED, _when_said("digest", "confirm_arrival")),
    (verbs.THANKS, small_talk.answer_thanks),
    (verbs.HELLO, small_talk.greet),
    (verbs.STOP, preferences.stop_reminders),
    (verbs.YES_ME, first_contact.confirm),
    (verbs.NOT_ME, first_contact.deny),
    (verbs.COVERING, first_contact.confirm_covering),
    (verbs.KEEP, _keep_words),
    (verbs.INSTEAD, _take_instead),
    (verbs.TELL_LEAD, hand_back.tell_lead),
)
_RUN: dict[str, tuple[Verb, Run]] = {verb.name: (verb, run) for verb, run in VERBS}
SPECS = tuple(verb for verb, _ in VERBS)


def is_question(words: str) -> bool:
    """Whether all of it only looks, so that an answer needs no turn with whoever writes."""
    parsed = parse(words, SPECS)
    if not isinstance(parsed, tuple) or read_answer(words) is not None:
        return False
    return all(isinstance(part, Command) and _only_looks(part) for part in parsed)


def _only_looks(command: Command) -> bool:
    verb = verbs.BY_NAME[command.verb]
    if verb.changes or (verb is verbs.PLAN and command.rest):  # "plan use" and "plan close" change something
        return False
    return verb is verbs.MINE or verb.group == "looking"


def note_question(db: Connection, incoming: Incoming, now: datetime) -> bool:
    """Whether a question is heard for the first time; and that its account is in use. It is answered beside this."""
    if _was_handled(db, incoming, now):
        return False
    note_use(db, incoming, now)
    return True


def answer_repeat(incoming: Incoming) -> Answer | None:
    """What is said to a thing that was heard before."""
    return Answer(refusals.render_repeated_message()) if incoming.again else None


def handle(
    db: Connection, incoming: Incoming, now: datetime, *, default_trust: str | None = None, noted: bool = False
) -> Answer | None:
    """The answer to one thing said or clicked; None when it was answered before.

    noted: by `note_question`. Then a transaction that cannot write will do; what has to be written after all fails as
    in a database that only reads (`store.engine.is_read_only`), and is to be handled once more with one that can.

    The way of a command: who speaks (`identify`), what is meant (`parser.grammar.parse`), which action, and whether
    its person may (`find_action.find_action_to_change`), what is done (the verb's own file), the card. Runs inside the
    caller's transaction. A refusal changes nothing: whatever may refuse does so before it writes.

    Raises Needs where only the platform can say who somebody is, or what a channel is.
    """
    if not noted and _was_handled(db, incoming, now):
        return answer_repeat(incoming)
    ctx = identify(db, incoming, now, london_day(now), default_trust, noted=noted)
    if isinstance(ctx, Unidentified):
        return _answer_unidentified(db, incoming, ctx, now)
    if incoming.corrects:
        corrected = answer_correction(ctx, lambda words: _answer_text(ctx, words))
        return Answer(corrected) if corrected is not None else None
    card = _answer_file(ctx) if incoming.files else _answer_text(ctx, incoming.text)
    if card is None:
        return None
    redrawn = _render_clicked_again(ctx) if incoming.via == "click" else None
    return Answer(card, redrawn=redrawn, read_as=tuple(ctx.read_as))


def _was_handled(db: Connection, incoming: Incoming, now: datetime) -> bool:
    """Whether it came before: a platform brings what it got no answer to again, and a thief what they caught."""
    return bool(incoming.id) and not inbox.record_incoming(
        db, incoming.platform, incoming.workspace, incoming.id, incoming.via, now
    )


def _answer_unidentified(db: Connection, incoming: Incoming, who: Unidentified, now: datetime) -> Answer | None:
    if incoming.unasked:
        return None  # given to a whole organisation, it does not speak up to everybody who has no part in a plan
    parsed = parse(incoming.text, SPECS)
    if isinstance(parsed, NotUnderstood) and parsed.kind == "story":
        return Answer(
            safeguarding.render_listening(Labels()), read_as=("not understood: story",)
        )  # whoever it is: first somebody to turn to
    unknown_account.record_unknown_account(db, incoming, who.trust, now, london_day(now))
    return Answer(who.card)


def _answer_text(ctx: Context, words: str) -> Card | None:
    """What is said to the words: each part of them is done or asked about, in the order they were said."""
    parsed = parse(
        words, SPECS, pressed=ctx.incoming.via == "click" or ctx.words_confirmed,
        find_unknown=partial(find_unknown, ctx),
    )  # fmt: skip
    match parsed:
        case NotUnderstood():
            ctx.read_as.append(f"not understood: {parsed.kind}")
            return _answer_not_understood(ctx, parsed)
        case SmallTalk(kind=kind):
            ctx.read_as.append(f"small talk: {kind}")
            return render_small_talk(kind, ctx.labels)
        case Automatic():
            return None
        case _:
            return _answer_parts(ctx, words, parsed)


def _answer_parts(ctx: Context, words: str, parts: tuple[Part, ...]) -> Card:
    commands = [part for part in parts if isinstance(part, Command)]
    if len(parts) > MOST_AT_ONCE:
        return refusals.render_too_many(len(parts), "things", MOST_AT_ONCE)
    if (most := max((len(command.refs) for command in commands), default=0)) > MOST_AT_ONCE:
        return refusals.render_too_many(most, "actions", MOST_AT_ONCE)
    if is_denial(ctx, words):
        parts = (Asked("no"),)
    if confirmed := confirm_with_answer(ctx, words, parts):
        ctx.read_as.append(verbs.YES_ME.name)
        parts = tuple(p for p in parts if not isinstance(p, Command) or p.verb != verbs.YES_ME.name)
    cards = [_answer_part(_with_own_batch(ctx, number), part, parts) for number, part in enumerate(parts)]
    cards = [*([confirmed] if confirmed and len(cards) != 1 else []), *cards]
    if len(cards) == 1:
        return _with_origin(cards[0], ctx.origin)
    changed = bool(events.load_message_events(ctx.db, ctx.person.id, ctx.batch, ctx.now))
    return _combine_cards(cards, changed=changed)


def _answer_file(ctx: Context) -> Card:
    """A file was sent: in their own chat a plan, unless the words beside it are a command."""
    parsed, [file, *_] = parse(ctx.incoming.text, SPECS), ctx.incoming.files
    told = parsed if isinstance(parsed, tuple) else ()
    if any(isinstance(part, Command) for part in told) and (said := _answer_text(ctx, ctx.incoming.text)) is not None:
        return replace(said, blocks=(*said.blocks, *plan_file_views.render_file_passed_over(file.name).blocks))
    if isinstance(parsed, NotUnderstood) and parsed.kind == "story":
        return safeguarding.render_listening(ctx.labels)
    if not ctx.direct:
        return plan_file_views.render_file_in_channel()
    try:
        # Loaded only when a file comes: reading plans is heavy, and few messages bring one.
        card: Card = import_module("wres_bot.commands.plan_file").receive(ctx)
    except UserError as refused:
        return refusals.render_refusal(refused.text, refused.says)
    return card


def _answer_part(ctx: Context, part: Part, parts: Sequence[Part]) -> Card:
    named = find_named(
        ctx, [each.about for each in parts], [r for e in parts if isinstance(e, Command) for r in e.refs]
    )
    try:
        settled = settle(ctx, part, named)
    except Lost as lost:
        ctx.read_as.append(_format_asked(part))
        return answer_lost(ctx, lost.words if len(parts) > 1 else "")
    except Clarify as asked:
        ctx.read_as.append(_format_asked(part))
        return asked.card
    return _run_command(ctx, settled)


def _format_asked(part: Part) -> str:
    return f"asked: {part.means if isinstance(part, Asked) else part.verb}"


def _render_clicked_again(ctx: Context) -> Card | None:
    """The clicked card as it is after the click. What was asked for is done: nothing here may take it back."""
    origin = ctx.incoming.origin
    if not origin or not _changes_nothing(parse(origin, SPECS)):
        return None
    try:
        with ctx.db.begin_nested():
            card = _answer_text(replace(ctx, origin="", read_as=[]), origin)
    except Exception:
        log.exception("clicked_card_not_refreshed")
        return None
    return None if card is None or card.tone == "refused" else card


def _changes_nothing(parsed: Parsed) -> bool:
    """What comes back with a click has been outside: only what changes nothing is said again."""
    if not isinstance(parsed, tuple) or len(parsed) != 1:
        return False
    [command] = parsed
    if not isinstance(command, Command):
        return False
    match verbs.BY_NAME[command.verb].shown_again:
        case "always":
            return True
        case "without words":
            return not (command.status or command.words)
        case "never":
            return False
        case never:
            assert_never(never)


def _with_own_batch(ctx: Context, number: int) -> Context:
    """Several commands of one message keep histories of their own, so that undo takes back the last."""
    return ctx if number == 0 else replace(ctx, batch=f"{ctx.batch}.{number}")


def _run_command(ctx: Context, command: Command) -> Card:
    verb, run = _RUN[command.verb]
    ctx.read_as.append(format_command(command))
    if command.question and verb.changes:
        # "2.3 done?" is a question: it must never change anything.
        verb, run = (verbs.SHOW, show.show_action) if command.refs else (verbs.HELP, small_talk.show_help)
        command = replace(command, verb=verb.name, rest="" if command.refs else command.verb)
    try:
        return _tie_undo(run(ctx, command), ctx.batch)
    except Clarify as asked:
        return asked.card
    except UserError as refused:
        return refusals.render_refusal(refused.text, refused.says)
    except ChangeRefused as refused:
        return refusals.render_refusal(refusals.change_refused(refused).text)
    except StaleAction as stale:
        last = events.load_latest_event(ctx.db, stale.current.id)
        return views.render_outdated_click(stale.current, last, ctx.make_viewer(stale.current.plan.trust_id))


def _tie_undo(card: Card, batch: str) -> Card:
    """The card with its Undo tied to this very command: an older card must not take back a newer change."""
    mark = compute_undo_mark(batch)
    blocks = tuple(_tie_undo_button(block, mark) if isinstance(block, Buttons) else block for block in card.blocks)
    return replace(card, blocks=blocks)


def _with_origin(card: Card, origin: str) -> Card:
    """The card with its answers' buttons knowing where they stand, so that a click draws it again."""
    if not 0 < len(origin) <= LONGEST_ORIGIN:
        return card
    blocks = (
        Buttons(tuple(replace(b, origin=origin) if b.version is not None else b for b in block.items))
        if isinstance(block, Buttons)
        else block
        for block in card.blocks
    )
    return replace(card, blocks=tuple(blocks))


def _tie_undo_button(block: Buttons, mark: int) -> Buttons:
    if not any(b.says == verbs.UNDO.name and b.version is None for b in block.items):
        return block
    return Buttons(
        tuple(replace(b, version=mark) if b.says == verbs.UNDO.name and b.version is None else b for b in block.items)
    )


def _answer_not_understood(ctx: Context, said: NotUnderstood) -> Card:
    match said.kind:
        case "empty" if has_words(said.text):
            return not_understood.render_nothing_said()
        case "empty":
            return help.render_short_help(load_own_examples(ctx))
        case "story":
            return safeguarding.render_listening(ctx.labels)
        case "too long":
            return not_understood.render_too_long(LONGEST, find_example_ref(ctx))
        case "slip":
            return render_slip(said.suggestions[0])
        case "unknown":
            return answer_lost(ctx)
        case never:
            assert_never(never)


def _combine_cards(cards: list[Card], *, changed: bool) -> Card:
    """Several commands in one message. Undo takes back the last, so only that offers it. `changed`: one of them did."""
    *before, last = cards
    quiet = [replace(card, blocks=tuple(b for each in card.blocks if (b := _without_undo(each)))) for card in before]
    return action_answers.render_together([*quiet, last], changed=changed)


def _without_undo(block: Block) -> Block | None:
    if not isinstance(block, Buttons):
        return block
    items = tuple(b for b in block.items if b.says != verbs.UNDO.name)
    return Buttons(items) if items else None
