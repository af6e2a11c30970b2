"""Owns what is said about a committee paper: that it is made, what is missing in it, and why one can't be made."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from wres_bot.documents.paper_template import PaperRefusal
from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, bullets, text
from wres_bot.domain.errors import UserError
from wres_bot.views.paper.paper import PaperFacts, find_missing, list_decisions, summary_lines, write_cover
from wres_bot.views.wording import join_words, pluralise, quote


def render_paper(facts: PaperFacts) -> Card:
    """What the paper would say now, and how its file is had: chat carries none of it yet, and says so."""
    decisions = list_decisions(facts)
    headline, *rest = summary_lines(facts, decisions)
    blocks: list[Block] = [bullets(rest)]
    if decisions:
        blocks += [text(Bold("Decisions asked for")), bullets(decisions, ordered=True)]
    if missing := find_missing(write_cover(facts, decisions)):
        blocks.append(text(f"Its cover would still lack: {join_words(missing)}.", quiet=True))
    asked = f"wres-bot plan paper {facts.plan.name} --for {facts.audience} --since {facts.since} --to paper.docx"
    blocks.append(
        text("I can't send the file here yet. Whoever runs the bot makes it, in Word or PDF, with: ", Bold(asked))
    )
    blocks.append(Buttons((Button("For the minutes", "minutes"), Button("Since last meeting", "since last meeting"))))
    return Card(f"The paper for {facts.reader} would begin: {headline}", tuple(blocks))


def no_words_in_public() -> UserError:
    return UserError(
        "Owners' words can't stand in a paper for the public. Make it for steering or leads, or leave --quote out."
    )


def no_such_action(ref: str) -> UserError:
    return UserError(f"There is no action {ref} in this plan, so its owner's words can't be quoted.")


def nobody_leads(trust: str) -> UserError:
    return UserError(
        f"Nobody leads {trust} yet, so nobody could answer for what a paper tells. Import people with the role "
        "coordinator first: wres-bot people import."
    )


def describe_made(made: Mapping[str, Any]) -> str:
    """What the command line says of a paper that is written: what it holds, and what it still lacks."""
    lines = [f"{made['file']} is written: {pluralise(made['actions'], 'action')}, for {made['audience']}."]
    if missing := made.get("to_fill_in"):
        lines.append(f"Still to be filled in on its cover: {join_words(missing)}. Give them with --cover NAME=WORDS.")
    if unquoted := made.get("not_quoted"):
        lines.append(f"Nothing was ever said in words of {join_words(unquoted)}, so nothing is quoted of it.")
    return "\n".join(lines)


def describe_refusal(reason: PaperRefusal, detail: str, names: Sequence[str]) -> UserError:
    """Why there is no file, and what to do."""
    match reason:
        case PaperRefusal.TEMPLATE_NOT_WORD:
            said = "The template is no Word file (.docx) that can be opened. Save it again in Word."
        case PaperRefusal.TEMPLATE_MACROS:
            said = "The template has macros, which are programs. Save it as an ordinary document (.docx)."
        case PaperRefusal.TEMPLATE_NAME:
            said = f"The template asks for {quote(detail)}, which there is not. There are: {', '.join(sorted(names))}."
        case PaperRefusal.TEMPLATE_WRONG:
            said = f"The template can't be filled: {detail.rstrip('.')}. docs/papers.md shows how to write one."
        case PaperRefusal.TOO_LONG:
            said = "It took too long to make. If there is a template, look for a loop in it."
        case PaperRefusal.TOO_MUCH_MEMORY:
            said = "It took more memory than there is for one paper. If there is a template, look for a loop in it."
        case PaperRefusal.FAILED:
            said = "The file could not be made. Try another format; if that fails too, tell whoever runs the bot."
        case never:
            assert_never(never)
    return UserError(f"{said} Nothing was written.")
