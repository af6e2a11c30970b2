"""Owns finding the action a ref means, in the order people expect. Must not change anything, nor cross trusts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never

from wres_bot.commands.context import Clarify, Context
from wres_bot.domain.access import may
from wres_bot.domain.letters import CardContent, ReminderContent
from wres_bot.domain.refs import ActionRef, parse_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import Verb
from wres_bot.store import actions, outbox, plans
from wres_bot.store.models import Action, ActionSummary, EditableAction, Letter, Plan
from wres_bot.views import lists, refusals
from wres_bot.views.action import render_not_permitted
from wres_bot.views.help import OwnExamples

T = TypeVar("T")
Look = Callable[[Sequence[Plan]], list[T]]


@dataclass(frozen=True, slots=True)
class FoundAction:
    """The action a change is about: what permission and the change need, and no more."""

    action: EditableAction
    plan: Plan

    @property
    def full_ref(self) -> str:
        return f"{self.plan.name}:{self.action.ref}"

    @property
    def summary(self) -> ActionSummary:
        """What an answer says of the action as it was found."""
        k = self.action
        return ActionSummary(
            id=k.id, plan=self.plan, ref=k.ref, title=k.title, version=k.version, status=k.status,
            continuing=k.continuing, reason=k.reason, need_help=k.need_help, slips=k.slips, asked_at=k.asked_at,
            milestones=k.milestones,
        )  # fmt: skip


def find_action_to_change(ctx: Context, verb: Verb, refs: Sequence[ActionRef], tail: str = "") -> FoundAction:
    """The one action that `verb` is said of, by somebody who may say it of that action.

    refs: what was typed after the verb; none means the action of the reminder that is being answered.
    tail: what followed the ref, so that a button can say the whole command again with the plan's name.
    Raises Clarify where several plans have the ref or where its owner should be told; NotAllowed, UserError.
    """
    return find_permitted_action(ctx, verb, require_one_ref(ctx, verb, refs), tail)


def find_permitted_action(ctx: Context, verb: Verb, ref: ActionRef, tail: str = "") -> FoundAction:
    """The action of that ref, for somebody who may say `verb` of it."""
    found = find_action(ctx, verb, ref, tail)
    permit(ctx, verb, found.action)
    return found


def find_action(ctx: Context, verb: Verb, ref: ActionRef, tail: str = "") -> FoundAction:
    """The action of that ref, whoever asks. Raises Clarify where several plans have it."""

    def look(among: Sequence[Plan]) -> list[FoundAction]:
        by_id = {p.id: p for p in among}
        return [
            FoundAction(k, by_id[k.plan_id])
            for k in actions.load_editable_actions(ctx.db, list(by_id), ref.key, ctx.today)
        ]

    found = _search(ctx, ref, look)
    if len(found) > 1:
        says = f"{verb.name} {{}} {_escape_braces(tail)}".rstrip()
        raise Clarify(lists.render_which_plan(ref.ref, [each.summary for each in found], says))
    return found[0]


def permit(ctx: Context, verb: Verb, editable: EditableAction) -> None:
    """Raises for whoever may not say `verb` of the action: whom to tell where it has owners, else that leads may."""
    match verb.permission:
        case "lead":
            ctx.require_lead(verb, editable.trust_id)
        case "owner" | "anyone" as needed:
            if not may(ctx.person, needed, editable.trust_id, editable.owners):
                viewer = ctx.make_viewer(editable.trust_id)
                raise Clarify(render_not_permitted(actions.load_action(ctx.db, editable.id, ctx.today), viewer))
        case never:
            assert_never(never)


def find_in_each_plan(ctx: Context, ref: ActionRef) -> list[Action]:
    """The actions a question may be about: one for each plan that has the ref."""

    def look(among: Sequence[Plan]) -> list[int]:
        return [id for id, _, _ in actions.find_actions_by_ref(ctx.db, [p.id for p in among], ref.key)]

    return [actions.load_action(ctx.db, id, ctx.today) for id in _search(ctx, ref, look)]


def find_answered_letter(ctx: Context) -> Letter | None:
    """The letter that a message in somebody's direct messages answers: the one in whose thread it stands or that it
    quotes, else the newest reminder. None where it stands under something else: then nothing is taken for granted."""
    if not ctx.direct:
        return None
    if (above := ctx.incoming.answers) is not None:
        return outbox.find_sent_message(ctx.db, ctx.person.id, above)
    return outbox.find_newest_sent(ctx.db, ctx.person.id)


def load_answered_refs(ctx: Context) -> list[ActionRef]:
    """The refs that the answered letter names, in its order."""
    letter = find_answered_letter(ctx)
    match letter.content if letter is not None else None:
        case ReminderContent(refs=refs):
            return [ref for words in refs if (ref := parse_ref(words))]
        case CardContent(drawn=drawn) if drawn:
            shown = actions.load_actions_by_id(ctx.db, {id for id, _ in drawn}, ctx.today)
            return [ref for action in shown if (ref := parse_ref(action.full_ref))]
        case _:
            return []


def find_unknown(ctx: Context, keys: Collection[str]) -> frozenset[str]:
    """Those of the keys that no action has in any plan of the person's trusts."""
    every = [p.id for t in sorted(ctx.person.trusts) for p in plans.load_plans(ctx.db, t)]
    return frozenset(keys) - actions.load_known_keys(ctx.db, every, keys)


def load_own_examples(ctx: Context) -> OwnExamples:
    """Refs, a post and a name of the asker's own plan: their own actions first."""
    plans = [plan for plan in ctx.find_open_plans() if plan.trust_id == ctx.trust.id]
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today, [plan.id for plan in plans]) if plans else []
    rows = [a for a in owned if a.status not in CLOSED] or [
        a for plan in plans[:1] for a in actions.load_actions(ctx.db, plan.id, ctx.today)
    ]
    posts = [owner.post for action in rows for owner in action.owners]
    return OwnExamples(
        tuple(dict.fromkeys(action.ref for action in rows))[:2],
        posts[0] if posts else "",
        rows[0].plan.name if rows else "",
        ctx.person.email.partition("@")[2],
    )


def find_example_ref(ctx: Context) -> str:
    """A ref for an example: the asker's own first, never another trust's."""
    return next(iter(load_own_examples(ctx).refs), "2.3")


def _search(ctx: Context, ref: ActionRef, look: Look[T]) -> list[T]:
    """As qualified; in the card answered; in the place's plan; in the chosen plan; then in the trusts' open plans."""
    if ref.plan:
        plan = ctx.find_own_plan(ref.plan)
        if plan is None:
            raise refusals.no_such_plan(ref.plan)
        return look([plan]) or _raise_not_found(ctx, [plan], ref)
    for known in load_answered_refs(ctx):
        if known.key == ref.key and known.plan and (plan := ctx.find_own_plan(known.plan)):
            return look([plan]) or _raise_not_found(ctx, [plan], ref)
    tried: list[Plan] = []
    for choose in (ctx.find_place_plan, ctx.find_chosen_plan):
        if plan := choose():
            tried.append(plan)
            if found := look([plan]):
                return found
    open_plans = ctx.find_open_plans()
    if open_plans and (found := look(open_plans)):
        return found
    every = [p for t in sorted(ctx.person.trusts) for p in plans.load_plans(ctx.db, t)]
    if every and (found := look(every)):
        return found
    return _raise_not_found(ctx, tried[:1] or open_plans or every, ref)


def _raise_not_found(ctx: Context, among: Sequence[Plan], ref: ActionRef) -> list[T]:
    """No such ref: says which there are, so that a slip is soon put right."""
    rows = actions.load_actions(ctx.db, among[0].id, ctx.today) if len(among) == 1 else []
    raise refusals.no_such_ref(ref.ref, among, rows)


def require_one_ref(ctx: Context, verb: Verb, refs: Sequence[ActionRef]) -> ActionRef:
    """The one ref a command is about; without one, the reminder's when that named one action."""
    if len(refs) == 1:
        return refs[0]
    if len(refs) > 1:
        raise refusals.one_at_a_time(verb.name, str(refs[0]))
    if len(known := load_answered_refs(ctx)) == 1:
        return known[0]
    raise refusals.unclear_action(find_example_ref(ctx), verb.name)


def _escape_braces(words: str) -> str:
    """Words that may stand in a pattern for the full ref."""
    return words.replace("{", "(").replace("}", ")")
