"""Owns cards about a plan's file that was sent in chat: what was read, what is asked, who holds its posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from wres_bot.documents.plan.questions import Question
from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Heading, Line, Select, bullets, line, text
from wres_bot.store.models import Plan
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import format_plan, join_words, pluralise, quote

MOST_DOUBTED = 15
"""Doubtful actions that the first card shows; the rest stand behind a button, with all others."""
MOST_UNREAD = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be imported. `doubted` and `sure` are its actions in words, the doubts beside the first.

    `changes`: how many actions are new, what changes of others, and which are no longer there. `bad`: rows to be
    mended. `others`: files sent along and not looked at.
    """

    draft: int
    name: str
    year: str
    years: tuple[str, ...]
    counts: str
    changes: tuple[int, Sequence[str], Sequence[str]]
    questions: tuple[Question, ...]
    doubted: tuple[tuple[str, tuple[str, ...]], ...]
    sure: tuple[str, ...]
    unread: tuple[str, ...]
    notes: tuple[str, ...]
    bad: tuple[str, ...]
    others: tuple[str, ...]


def render_preview(seen: Preview, *, whole: bool = False) -> Card:
    """What was understood, most doubtful first, and what has to be answered before it can be imported."""
    says = f"plan file {seen.draft}"
    asked = [question for question in seen.questions if not question.answered]
    blocks: list[Block] = [text(seen.counts), text(_say_changes(seen))]
    if seen.others:
        blocks.append(text(f"I look at one file at a time: send {join_words(seen.others)} after this one."))
    years = tuple((year, year) for year in seen.years)
    blocks.append(Select("The plan's year", f"{says} year {{}}", years, seen.year))
    if asked:
        blocks.append(Heading("Please tell me first"))
    blocks += [_ask(question, says) for question in (asked or seen.questions)]
    blocks += _list("To mend in the file", seen.bad)
    doubted = seen.doubted if whole else seen.doubted[:MOST_DOUBTED]
    if doubted:
        blocks.append(Heading("Please look at these"))
        blocks.append(bullets(_doubted_line(row, doubts) for row, doubts in doubted))
    blocks += _list("Read without doubt", seen.sure if whole else ())
    blocks += _list("Not read", seen.unread if whole else seen.unread[:MOST_UNREAD])
    blocks += _list("About the file", seen.notes)
    left = (0 if whole else len(seen.sure)) + len(seen.doubted) - len(doubted)
    left += 0 if whole else max(len(seen.unread) - MOST_UNREAD, 0)
    buttons = [Button("Import", f"{says} import", "the plan as it is shown here", strong=True)]
    if seen.bad:
        buttons = [Button("Import without those rows", f"{says} import good rows")]
    buttons = [] if asked else buttons
    buttons += [Button("Not yet", f"{says} later")]
    buttons += [Button(f"Show the other {left}", f"{says} all")] if left else []
    title = f"{seen.name}: {pluralise(len(seen.doubted) + len(seen.sure), 'action')} for {seen.year}"
    return Card(title, (*blocks, text("Nothing is imported yet.", quiet=True), Buttons(tuple(buttons))), "attention")


def _say_changes(seen: Preview) -> str:
    added, changed, removed = seen.changes
    if not changed and not removed:
        return f"{pluralise(added, 'action')} would be new." if added else "Nothing in it is new."
    told = [f"{added} would be new", f"{len(changed)} would change", f"{len(removed)} would leave the plan's lists"]
    return f"{join_words(told)}. What people have said since stays. {'; '.join([*changed, *removed])}"


def _ask(question: Question, says: str) -> Select:
    options = tuple((choice, str(number)) for number, choice in enumerate(question.choices, 1))
    chosen = str(question.choices.index(question.taken) + 1) if question.answered else ""
    return Select(question.asks, f"{says} answer {question.question} = {{}}", options, chosen)


def _doubted_line(row: str, doubts: Sequence[str]) -> Line:
    return line(f"{row}. ", Bold("; ".join(doubts)))


def _list(heading: str, items: Sequence[str]) -> list[Block]:
    return [Heading(heading), bullets(items)] if items else []


def render_unreadable(name: str, why: str) -> Card:
    """A file that cannot be read as a plan, and what to do."""
    return Card(
        f"I can't read {quote(name, 80)} as a plan.",
        (text(why or "I found no table of actions in it."),
         text("Nothing of it is kept. A table of actions will do, in Word, Excel, PDF, PowerPoint, OpenDocument or "
              "as CSV.", quiet=True)),
        tone="refused",
    )  # fmt: skip


def render_file_passed_over(name: str) -> Card:
    """A file came with words that were a command."""
    return Card("", (text(f"I haven't opened {quote(name, 80)}. Send it without words, and I read it as a plan."),))


def render_file_in_channel() -> Card:
    return Card(
        "Send me the file in our own chat, please.",
        (text("I open files only there. Nothing has changed."),),
        tone="refused",
    )


def render_draft_gone() -> Card:
    return Card(
        "I no longer have that file.",
        (text("It was imported, or it has waited longer than a week. Send it again, and nothing is lost."),),
        tone="refused",
    )


def render_later(draft: int, name: str) -> Card:
    """The file is put aside."""
    return Card(
        f"Nothing is imported. I keep what I read of {quote(name, 80)} for a week.",
        (Buttons((Button("Look again", f"plan file {draft}"),)),),
    )


def render_not_imported(draft: int, bad: Sequence[str], removed: Sequence[str]) -> Card:
    """Rows have to be mended, or too much would go."""
    says = f"plan file {draft} import"
    if bad:
        button = Button("Import without those rows", f"{says} good rows")
        return Card("Nothing is imported: some rows need mending.", (bullets(bad), Buttons((button,))), "refused")
    going = f"{pluralise(len(removed), 'action')} of the plan would go, because the file does not have them."
    button = Button("Import, and take them out", f"{says} whole")
    return Card("Is the file whole?", (text(going), bullets(removed), Buttons((button,))), "attention")


def render_posts(
    plan: Plan,
    matched: int,
    vacant: Sequence[str],
    known: Sequence[tuple[str, str]],
    imported: tuple[int, int, int, int] | None,
    viewer: Viewer,
) -> Card:
    """Which posts of a plan somebody holds, and for each of the others who might. `known`: names and addresses."""
    blocks: list[Block] = []
    title = f"{format_plan(plan)}: {matched} {'post' if matched == 1 else 'posts'} matched, {len(vacant)} to do"
    if imported is not None:
        added, changed, removed, same = imported
        told = [f"{added} new", *([f"{changed} changed"] if changed else []), *([f"{same} as before"] if same else [])]
        told += [f"{removed} no longer in its lists"] if removed else []
        blocks.append(text(f"{format_plan(plan)} is in: {join_words(told)}."))
    if not vacant:
        title = f"{format_plan(plan)}: every post is matched"
    else:
        blocks.append(text("Who holds these? Their reminders come to you until somebody does."))
    names = [name for name, _ in known]
    options = tuple((name if names.count(name) == 1 else f"{name} ({email})", email) for name, email in known)
    blocks += [Select(post, f'post "{post}" is {{}}', options) for post in vacant]
    if vacant:
        blocks.append(text('Somebody else: type post "NAME" is their e-mail address.', quiet=True))
    buttons = [Button("Rehearse first", "rehearse on", "every message comes to you")]
    buttons += [Button("Invite", f"plan file invite {plan.name}", "words to send to whoever holds a post")]
    buttons += [Button("Look again", f"plan file posts {plan.name}", "which posts are to do")] if vacant else []
    return Card(title, (*blocks, Buttons(tuple(buttons))), tone="good")


def render_invitation(plan: Plan, platform: str) -> Card:
    """Words a lead can send to somebody who is to look after actions."""
    return Card(
        "Words to send to whoever looks after an action",
        (
            text(
                f"“{format_plan(plan)} is now kept by a bot in our chat. If you look after an action, it writes to you "
                "before its date, and you answer with a press or a word: done, in progress, need help. "
                "Write hello to it once, so that it knows you. What you answer is kept with the plan; please leave out "
                "names and individual cases.”"
            ),
            text('Then tell me who they are: post "NAME" is their e-mail address.'),
        ),
    )
