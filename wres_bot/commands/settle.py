"""Owns settling what a part of a message is: a command with its actions, or a question back. Changes only by a "yes".

A status is taken only where its actions are sure and nothing speaks against it; what is not sure raises Clarify.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from wres_bot.commands import answer_asked, find_action, first_contact
from wres_bot.commands.answer_asked import Lost
from wres_bot.commands.context import Clarify, Context
from wres_bot.commands.meant import Meant, find_meant, load_all_open, match_titles, match_words
from wres_bot.commands.requests import find_post_in
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.refs import ActionRef, parse_ref
from wres_bot.domain.statuses import STATUSES, Status
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Asked, Command, Doubt, Part, Subject
from wres_bot.parser.small_talk import read_answer
from wres_bot.store import events, people
from wres_bot.store.models import Action
from wres_bot.views import asking
from wres_bot.views.asking import Choice

_BY_TITLE: frozenset[Doubt] = frozenset(("another subject", "part"))
"""Doubts that go where the words turn out to be an action's title."""
_OWNERS_WORDS = frozenset(verb.name for verb in verbs.ALL if verb.takes_ref and verb.permission == "owner")


_YEARS = re.compile(r"\d\d[-/]\d\d$")
"""A plan's year, such as 2020-21, is no date to come."""


def settle(ctx: Context, part: Part, named: Sequence[ActionRef]) -> Command:
    """The command to run. Raises Clarify with what is asked back."""
    if isinstance(part, Asked):
        return _settle_asked(ctx, part, named)
    if part.verb == verbs.UPDATE.name and part.status and not part.question:
        return _settle_status(ctx, part, named)
    if (passed_on := _pass_on_instead(ctx, part)) is not None:
        raise _clarify(ctx, passed_on, named)
    if part.verb == verbs.WHO.name and part.rest and not people.find_posts(ctx.db, ctx.trust.id, part.rest):
        return _find_asked_about(ctx, Asked("question", Subject(words=part.rest), words=part.rest)) or part
    if part.filters.keys() & {"topic", "perhaps"}:
        return _settle_topic(ctx, part)
    if part.verb in _OWNERS_WORDS and not part.refs and not part.question:
        return _settle_action(ctx, part)
    return part


def _settle_asked(ctx: Context, asked: Asked, named: Sequence[ActionRef]) -> Command:
    if asked.means == "yes" and not answer_asked.is_confirmed(ctx):
        return Command(verbs.YES_ME.name)
    if asked.means == "same" and (status := _last_status(ctx)):
        return _settle_status(
            ctx, Command(verbs.UPDATE.name, asked.about.refs, status, about=replace(asked.about, words="")), named
        )
    if asked.means == "question" and (shown := _find_asked_about(ctx, asked)):
        return shown
    if asked.means == "question" and (listed := _find_owned_by(ctx, asked.words)):
        return listed
    if asked.means == "progress" and _PROGRESS.match(asked.words) and (ref := _one_meant_for_sure(ctx, asked, named)):
        return Command(verbs.NOTE.name, (ref,), words=asked.words)
    if asked.means == "reviewed" and (ref := _one_meant(ctx, asked, named)):
        return Command(verbs.NOTE.name, (ref,), words=asked.words or "reviewed")
    if asked.means == "status" and asked.said and asked.about.words and {*asked.doubts} <= _BY_TITLE:
        meant = find_meant(ctx, asked.about, named)
        fits = match_titles(meant.actions, asked.about.words) if meant.sure else None
        if fits and fits[1] and len(fits[0]) == 1:
            return Command(verbs.UPDATE.name, (_ref_of(meant),), asked.said, rest=asked.words)
    raise _clarify(ctx, asked, named)


def _pass_on_instead(ctx: Context, said: Command) -> Asked | None:
    """What only leads do, typed by others as if they did: an owner's move is a date asked for, a chair's note on an
    action of others a decision."""
    if not said.refs or ctx.person.leads(ctx.trust.id):
        return None
    about, words = Subject("refs", said.refs), said.rest or said.words
    meant = find_meant(ctx, about)
    mine = bool(meant.actions) and answer_asked.may_say(ctx, meant.actions[0])
    if said.verb == verbs.MOVE.name and mine:
        return Asked("extend", about, words=words, when=said.when)
    if said.verb == verbs.NOTE.name and words and not mine and ctx.person.chairs(ctx.trust.id):
        return Asked("decision", about, words=words)
    return None


def _clarify(ctx: Context, asked: Asked, named: Sequence[ActionRef] = ()) -> Clarify | Lost:
    """What is asked back, to be raised."""
    card = answer_asked.answer(ctx, asked, named)
    return Clarify(card) if card is not None else Lost(asked.words or asked.about.words)


_PROGRESS = re.compile(r"progress\b", re.IGNORECASE)
_REPLIED = re.compile(r"\b(?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|got back)\b", re.IGNORECASE)


def _find_owned_by(ctx: Context, words: str) -> Command | None:
    """A question that names a post: what it owns, or what it was asked and has not answered."""
    post = find_post_in(ctx, words) or next(
        (found[1] for word in words.split() if len(word) > _LONG and (found := _find_post_of(ctx, word))), ""
    )
    if not post:
        return None
    if _REPLIED.search(words):
        return Command(verbs.WAITING.name, rest=post)
    return Command(verbs.LIST.name, rest=post, filters={"owner": post})


_LONG = 5


def _find_post_of(ctx: Context, word: str) -> tuple[int, str] | None:
    return people.posts.find_named_post(ctx.db, ctx.trust.id, word.strip("?.,!"))


def _one_meant_for_sure(ctx: Context, asked: Asked, named: Sequence[ActionRef]) -> ActionRef | None:
    meant = find_meant(ctx, replace(asked.about, words=""), named)
    return _ref_of(meant) if meant.sure and len(meant.actions) == 1 else None


def _last_status(ctx: Context) -> Status | None:
    """The status that the person gave last, today."""
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now - timedelta(hours=12))
    return next((status for e in last for status in STATUSES if e.field == "status" and e.new == status), None)


def _one_meant(ctx: Context, asked: Asked, named: Sequence[ActionRef]) -> ActionRef | None:
    """The one action, where "reviewed" is said of it and of nothing else."""
    meant = find_meant(ctx, replace(asked.about, words=""), named)
    said = "reviewed" in asked.words.lower() and not {*asked.doubts} & {"not", "later", "hedge"}
    sure = said and meant.sure and len(meant.actions) == 1
    return _ref_of(meant) if sure else None


def _find_asked_about(ctx: Context, asked: Asked) -> Command | None:
    """A question that names an action by words of its title is about that; several are listed."""
    rows = load_all_open(ctx)
    found = match_titles(rows, asked.about.words) if asked.about.words else None
    if found is None:
        meant = find_meant(ctx, replace(asked.about, words=""))
        only = meant.actions if meant.answered and len(meant.actions) == 1 else ()
        return Command(verbs.SHOW.name, (_ref_of(meant),), rest=asked.words, question=True) if only else None
    if len(found[0]) == 1:
        return Command(verbs.SHOW.name, (ref_of_action(found[0][0]),), rest=asked.words, question=True)
    shown = found[0][: answer_asked.MOST]
    choices = [Choice(f"Show {a.ref}", f"show {a.full_ref}") for a in shown]
    raise Clarify(asking.render_which_shown(shown, choices))


def _settle_topic(ctx: Context, said: Command) -> Command:
    """ "how are we doing with recruitment": a section by its title, or words that actions have in theirs."""
    filters = {name: value for name, value in said.filters.items() if name not in ("topic", "perhaps")}
    topic = said.filters.get("topic") or said.filters["perhaps"]
    certain = "topic" in said.filters
    rows = load_all_open(ctx)
    sections = {a.section_number for a in rows if match_words(a.section, topic)}
    if len(sections) == 1:
        return replace(said, filters=filters | {"section": sections.pop()})
    found = match_titles(rows, topic)
    named = found is not None and len(found[0]) == 1 and (certain or match_words(found[0][0].title, topic))
    if found and named and said.verb != verbs.LATE.name:
        return Command(verbs.SHOW.name, (ref_of_action(found[0][0]),), rest=said.rest, question=True)
    if said.verb == verbs.LIST.name and certain:
        return replace(said, filters=filters | {"words": max(topic.split(), key=len)})
    return replace(said, filters=filters)


def _ref_of(meant: Meant) -> ActionRef:
    return ref_of_action(meant.actions[0])


def ref_of_action(action: Action) -> ActionRef:
    ref = parse_ref(action.full_ref)
    assert ref is not None
    return ref


def _settle_status(ctx: Context, said: Command, named: Sequence[ActionRef]) -> Command:
    if said.refs and not said.about.words:
        return _unless_ahead(ctx, _unless_apart(ctx, said))
    meant = find_meant(ctx, replace(said.about, refs=said.refs), named)
    if not meant.actions:
        raise Lost(said.rest or said.words)
    if not meant.sure or meant.left:
        assert said.status
        in_doubt = meant.left and said.status == "done"
        statuses: tuple[Status, ...] = ("in progress", "done") if in_doubt else (said.status,)
        doubts: tuple[Doubt, ...] = ("another subject",) if meant.left else ()
        asked = Asked("status", said.about, statuses, doubts, words=said.rest if meant.left else said.words)
        raise _clarify(ctx, asked, named)
    refs = tuple(ref for action in meant.actions if (ref := parse_ref(action.full_ref)))
    return _unless_ahead(ctx, replace(said, refs=refs))


def _unless_apart(ctx: Context, said: Command) -> Command:
    """ "2,3 done" where there is no 2 and no 3, but a 2.3: asked."""
    parts = [ref.ref for ref in said.refs]
    if len(parts) != 2 or not all(part.isdigit() for part in parts) or said.status is None:
        return said
    joined = ActionRef(".".join(parts))
    if find_meant(ctx, Subject("refs", said.refs)).actions or not find_meant(ctx, Subject("refs", (joined,))).actions:
        return said
    raise _clarify(ctx, Asked("status", Subject("refs", (joined,)), (said.status,), ("slip",)))


def _unless_ahead(ctx: Context, said: Command) -> Command:
    """ "done in June", said in March, is a hope."""
    if said.status != "done" or not said.when or _YEARS.search(said.when):
        return said
    day = parse_date(said.when, today=ctx.today)
    if day is None or day[0] <= ctx.today:
        return said
    about = replace(said.about, kind="refs", refs=said.refs)
    raise _clarify(ctx, Asked("status", about, ("in progress", "delayed"), ("future date",), words=said.rest))


def _settle_action(ctx: Context, said: Command) -> Command:
    """A verb said without its action: the one that is meant, or which."""
    meant = find_meant(ctx, said.about)
    if len(meant.actions) == 1:
        return replace(said, refs=(_ref_of(meant),))
    if not meant.actions:
        return said
    tail = said.rest or said.words or said.when
    shown = meant.actions[: answer_asked.MOST]
    choices = [Choice(a.ref, f"{said.verb} {a.full_ref} {tail}".strip()) for a in shown]
    raise Clarify(asking.render_which_action_for(said.verb, shown, choices))


def confirm_with_answer(ctx: Context, words: str, parts: Sequence[Part]) -> Card | None:
    """ "yes, still working on it": the yes to "Is this you?" is taken beside what else is said."""
    if ctx.incoming.via == "click" or (len(parts) == 1 and isinstance(parts[0], Asked) and parts[0].means == "yes"):
        return None
    answer = read_answer(words)
    if answer is None or answer[0] != "yes" or not find_action.load_answered_refs(ctx):
        return None
    return None if answer_asked.is_confirmed(ctx) else first_contact.confirm(ctx, Command(verbs.YES_ME.name))


def is_denial(ctx: Context, words: str) -> bool:
    """ "no, it's the Head of OD now" to "Is this you?" """
    answer = read_answer(words) if ctx.incoming.via != "click" else None
    if answer is None or answer[0] != "no" or not find_action.load_answered_refs(ctx):
        return False
    return not answer_asked.is_confirmed(ctx)


def format_command(command: Command) -> str:
    """A command as one line, for `say --explain`."""
    parts = [
        command.verb,
        *map(str, command.refs),
        command.status or "",
        *(f"{k} {v}" for k, v in command.filters.items()),
    ]
    return " ".join(part for part in parts if part) + (" (asked)" if command.question else "")
