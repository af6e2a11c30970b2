"""Owns cards about accounts: who writes from where, what was joined and parted, and why not.

Must not decide whose an account is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wres_bot.domain.cards import Block, Button, Buttons, Card, bullets, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import NotAllowed, UserError
from wres_bot.domain.policy import Labels
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import format_short_day, join_words

PLATFORMS = {"slack": "Slack", "teams": "Teams", "local": "this page"}
LINK_EXAMPLE = "link second.address@trust.example to the address I know them by"
_HOW_TO_LINK = f"Write it like this: {LINK_EXAMPLE}"


def format_platform(name: str) -> str:
    return PLATFORMS.get(name, name)


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that wrote to me, and nobody knows."""

    email: str
    platform: str
    at: datetime


def render_accounts(
    name: str, platforms: Sequence[str], addresses: Sequence[str], chosen: str | None, *, mine: bool
) -> Card:
    """Where one person writes from, and which addresses are joined to theirs."""
    who, have = ("You", "have") if mine else (name, "has")
    names = join_words([format_platform(each) for each in dict.fromkeys(platforms)])
    blocks: list[Block] = []
    if addresses:
        blocks.append(text(f"Joined: {join_words(addresses)}."))
    if chosen and mine:
        blocks.append(text(f"I write to you on {format_platform(chosen)}, as you chose. To change it: prefer slack"))
    elif len(set(platforms)) > 1 and mine:
        blocks.append(text("I write where you last used me. To choose: prefer teams"))
    buttons = tuple(Button(f"Part {each}", f"unlink {each}") for each in addresses[:5])
    blocks += [Buttons(buttons)] if buttons else []
    title = f"{who} {have} an account I know on {names}." if names else f"I know no account of {name} yet."
    return Card(title, tuple(blocks))


def render_unknown_accounts(accounts: Sequence[UnknownAccount], viewer: Viewer) -> Card:
    """`link` alone, by somebody who leads: who wrote that I don't know."""
    if not accounts:
        return Card(
            "Nobody I don't know has written to me in the last 30 days.",
            (text(f"To join a second address to somebody: {LINK_EXAMPLE}"),),
        )
    return Card(
        "These have written to me, and I don't know them.",
        (
            bullets(format_unknown_account(each, viewer) for each in accounts),
            text(f"Somebody of the plan, under another address? Join the two: {LINK_EXAMPLE}"),
            text("I've told them nothing of the plan. The list forgets them after 30 days.", quiet=True),
        ),
    )


def format_unknown_account(account: UnknownAccount, viewer: Viewer) -> str:
    when = format_short_day(london_day(account.at), viewer.today)
    return f"{account.email}, on {format_platform(account.platform)}, {when}"


def render_unknown_accounts_notice(accounts: Sequence[UnknownAccount], viewer: Viewer) -> Card:
    """To those who lead, once a day: somebody wrote whom I could not place."""
    many = len(accounts) > 1
    example = f"link {accounts[0].email} to the address I know them by"
    return Card(
        f"{'Some people' if many else 'Somebody'} I don't know wrote to me.",
        (
            bullets(format_unknown_account(each, viewer) for each in accounts),
            text("I've told them nothing of the plan, and to turn to you."),
            text(f"Somebody of the plan, under another address? Join the two: {example}"),
            Buttons((Button("Who else?", "link", "wrote that I don't know"),)),
        ),
    )


def render_linked(address: str, name: str, *, person_told: bool) -> Card:
    """After `link A to B`. `person_told`: the person hears of it, who did not ask for it."""
    telling = "I'm telling them." if person_told else ""
    return Card(
        f"{address} is {name} as well, from now on.",
        (
            text(f"What is written from there counts as theirs, and they get each reminder once. {telling}"),
            Buttons((Button("Take it back", f"unlink {address}", "join the two no longer"),)),
        ),
        tone="good",
    )


def render_link_requested(address: str, name: str, leads_told: bool) -> Card:
    """After `link A to B`, where B is in another trust's plan as well."""
    then = (
        "I've asked them. As soon as they agree, the two are joined."
        if leads_told
        else "I know nobody who leads there, so I could ask nobody. Please tell whoever runs me."
    )
    return Card(
        f"{address} is not joined to {name} yet.",
        (text(f"{name} is in the plan of another trust too, so somebody who leads it has to agree. {then}"),),
    )


def render_link_request(address: str, name: str, by: str, says: str) -> Card:
    """To the leads of another trust that the person is in."""
    return Card(
        f"{by} would like to join {address} to {name}.",
        (
            text(f"Whoever writes to me from that work account could then answer for {name}, in your plan too. Nothing "
                 "has changed yet. Please agree only if you know that it is theirs."),
            Buttons((Button("Join them", says, f"{address} is theirs"),)),
        ),
        tone="attention",
    )  # fmt: skip


def render_link_notice(address: str, by: str) -> Card:
    """To the person, where they are known already: somebody joined another address to theirs."""
    return Card(
        f"{by} has joined {address} to you.",
        (
            text("Whoever writes to me from that work account can now answer for your actions. If it is yours, there "
                 "is nothing to do."),
            Buttons((Button("Not me", f"unlink {address}", f"{address} is not mine"),)),
        ),
        tone="attention",
    )  # fmt: skip


def render_first_use_notice(address: str, platform: str) -> Card:
    """To the person, where they were known before: the joined account has spoken."""
    return Card(
        f"You have written to me on {format_platform(platform)} for the first time.",
        (
            text(f"From {address}, which was joined to you. If that was you, there is nothing to do."),
            Buttons((Button("Not me", f"unlink {address}", f"{address} is not mine"),)),
        ),
        tone="attention",
    )


def render_recognised(name: str, platform: str) -> Card:
    """To the joined account, when it has first spoken."""
    return Card(
        f"I know you here as {name}.",
        (
            text(f"You can answer on {format_platform(platform)} or where you used me before. Each reminder comes "
                 "once, where you last used me."),
            text("To choose where: prefer teams, or prefer slack"),
            Buttons((Button("My actions", "mine"), Button("Not me", "unlink me", "that is somebody else"))),
        ),
    )  # fmt: skip


def render_link_notice_to_leads(address: str, name: str, by: str) -> Card:
    return Card(
        f"{by} has joined {address} to {name}.",
        (
            text("They have been told as well. If it is wrong, take it back."),
            Buttons((Button("Take it back", f"unlink {address}", "join the two no longer"),)),
        ),
    )


def render_foreign_link_refused(address: str) -> Card:
    return Card(
        f"{address} looks like an address of another trust, so nothing has changed.",
        (text("Whose it is, those who lead there can say. I've told them that somebody tried to join it here."),),
        "refused",
    )


def render_foreign_link_notice(address: str) -> Card:
    """To those who lead the trust whose domain the address has."""
    return Card(
        f"Somebody of another trust tried to join {address} to a person of theirs.",
        (text("I've joined nothing, as the address looks like one of yours. If it should be joined to somebody of "
              "yours, type: link, the address, to, and theirs."),),
        tone="attention",
    )  # fmt: skip


def render_address_claimed_notice(address: str, name: str) -> Card:
    """To those who lead the person to whom it was joined: another trust has listed the address as one of its own."""
    return Card(
        f"Another trust lists {address}, which is joined to {name}.",
        (
            text(f"I've given {name} nothing there, and left the address out of their list. Please look whether it is "
                 "really theirs."),
            Buttons((Button("Part them", f"unlink {address}", "join the two no longer"),)),
        ),
        tone="attention",
    )  # fmt: skip


def render_address_left_out_notice(address: str) -> Card:
    """To those who lead the trust whose list has the address."""
    return Card(
        f"{address} was left out of your list of people.",
        (text("It is joined to somebody of another trust. Those who lead there have been asked to look. Once they have "
              "parted the two, import the list again."),),
        tone="attention",
    )  # fmt: skip


def render_link_confirmation(address: str, name: str, says: str) -> Card:
    """Somebody with that address did things here once: their past stays theirs, and that is said first."""
    return Card(
        f"{address} was somebody here before.",
        (
            text(f"What was said under that name stays there. From now on the account would speak for {name}. "
                 "Nothing has changed yet."),
            Buttons((Button("Join them", says), Button("Leave it", "link"))),
        ),
    )  # fmt: skip


def render_unlinked(address: str, name: str, accounts: int, *, mine: bool) -> Card:
    whose = "yours" if mine else f"{name}'s"
    gone = "" if not accounts else " It had written to me: what it said stays in the history, and can be put right."
    notice = " I've told those who lead the plan." if mine else ""
    return Card(
        f"{address} is no longer {whose}.", (text(f"It can do nothing in that name now.{gone}{notice}"),), "good"
    )


def render_disowned_notice(name: str, address: str, accounts: int) -> Card:
    """To those who lead: the person says that a joined address is not theirs."""
    used = (
        "It had written to me. Please look at what was said in their name since."
        if accounts
        else "It had not written to me."
    )
    return Card(
        f"{name} says that {address} is not theirs.",
        (text(f"I've parted the two. {used}"),),
        tone="attention",
    )


def render_preference(platform: str | None, known: Sequence[str]) -> Card:
    """After `prefer`, or as the answer to it alone."""
    if platform is None:
        return Card("I write to you where you last used me.", _preference_buttons(known, None), tone="good")
    where = format_platform(platform)
    if platform in known:
        unless = f"If {where} takes no message from me, I try the other."
        return Card(
            f"I write to you on {where}.",
            (text(unless, quiet=True), *_preference_buttons(known, platform)),
            tone="good",
        )
    return Card(
        f"I'll write to you on {where} as soon as I know you there.",
        (
            text(f"Say hello to me on {where} once. Until then I go on writing here."),
            *_preference_buttons(known, platform),
        ),
    )


def _preference_buttons(known: Sequence[str], chosen: str | None) -> tuple[Buttons, ...]:
    others = [each for each in dict.fromkeys(known) if each != chosen and each in ("slack", "teams")]
    items = [Button(f"Use {format_platform(each)}", f"prefer {each}") for each in others]
    if chosen:
        items.append(Button("Wherever I was last", "prefer either"))
    return (Buttons(tuple(items)),) if items else ()


def two_addresses_needed() -> UserError:
    return UserError(f"I need two addresses to join. Nothing has changed.\n{_HOW_TO_LINK}")


def no_address_named() -> UserError:
    return UserError("Which address? Nothing has changed.\nFor example: unlink second.address@trust.example")


def account_of_outsider() -> UserError:
    return UserError(
        "That account is a guest's, or of another organisation, so nothing has changed. Only colleagues with an "
        "account of their own here can be joined."
    )


def no_such_account() -> UserError:
    return UserError(
        "I find no colleague with that account: it is switched off, a bot's, or unknown. Nothing has changed."
    )


def no_such_address() -> UserError:
    return UserError("I know no joined address like that, so nothing has changed.", ("Who is joined?", "link"))


def own_address(address: str) -> UserError:
    return UserError(f"{address} is how I know them already. Nothing has changed.\n{_HOW_TO_LINK}")


def joined_already(address: str) -> UserError:
    return UserError("They are joined already. Nothing has changed.", ("Who is joined?", f"link {address}"))


_SOMEBODY_ELSES = "That address is somebody else's here already, so nothing has changed."


def somebody_elses(address: str = "") -> UserError:
    """With the `address`, how to part it first; without, nothing more is said of other trusts."""
    part = f"\nTo part it from them first: unlink {address}" if address else ""
    return UserError(f"{_SOMEBODY_ELSES}{part}")


def two_people(address: str, post: str | None) -> UserError:
    """The address is of a person who holds a post or a role themselves."""
    what = f" with the post “{post}”" if post else " with a role in the plan"
    return UserError(
        f"{address} is a person of their own here{what}, so nothing has changed.\nI never make two people "
        "one. If they are the same, give the post to one address first: post “NAME” is their e-mail address"
    )


def linking_is_for_leads(email: str, labels: Labels) -> NotAllowed:
    return NotAllowed(
        f"Joining two accounts is for the {labels.coordinator}, so nothing has changed.\n"
        f"Please ask the {labels.coordinator} to type: link your second address to {email}"
    )
