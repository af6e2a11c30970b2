"""Owns `link` and `unlink`: a second work address of somebody known, joined by a lead and told to them. Sends nothing.

A joined account speaks for the person, so nobody is joined silently: they hear of it where they are known already, and
part the two with one click; so can every lead. Who is in two trusts' plans is joined when a lead of each agrees. Two
people with posts or roles are never made one.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from wres_bot.commands.context import Context
from wres_bot.domain.access import Person
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import CardKey, hash_address
from wres_bot.domain.letters import PersonNotice
from wres_bot.domain.ports import Incoming, Needs
from wres_bot.parser.command_types import Command
from wres_bot.store import events, outbox, people
from wres_bot.store.people import accounts, unknown_accounts
from wres_bot.views import accounts as views
from wres_bot.views import posts as of_people
from wres_bot.views.accounts import UnknownAccount

AGREEMENT_LASTS = timedelta(days=30)
"""So long a lead's word counts for a join that another trust's lead has to agree to as well."""
_MENTION = re.compile(r"<?@(\w+)>?")
_ME = ("me", "myself", "my account", "this account")


@dataclass(frozen=True, slots=True)
class AccountToLink:
    """What is to be joined: an address, or (`external`) an account on the asker's own platform.

    verified: the account's own address, where its platform vouches for one.
    """

    address: str
    external: str | None = None
    verified: str | None = None

    @property
    def own_address(self) -> str:
        return self.verified or self.address


def link_account(ctx: Context, command: Command) -> Card:
    words, whom = command.filters.get("account", ""), command.filters.get("person", "")
    if not _leads_any(ctx) and not (words or command.rest.strip()):
        return _show_linked(ctx, ctx.person)
    _require_lead(ctx)
    if not words:
        if command.rest.strip():
            raise views.two_addresses_needed()
        return views.render_unknown_accounts(load_unknown_accounts(ctx), ctx.make_viewer())
    account = _read_account(ctx, words)
    if not whom:
        person = _find_person(ctx, words)
        return _show_linked(ctx, person) if person else of_people.render_person_not_found(words)
    person = _find_person(ctx, whom)
    if person is None and account.external is None and "@" in whom and (turned := _find_person(ctx, words)):
        account, person = AccountToLink(whom.casefold()), turned  # "link the known one to the new one" says the same
    if person is None:
        return of_people.render_person_not_found(whom)
    if account.external is not None:
        account = _ask_platform(ctx, account)
    return _link(ctx, account, person, sure="sure" in command.filters)


def _ask_platform(ctx: Context, account: AccountToLink) -> AccountToLink:
    """An account that was mentioned, as its platform knows it. Raises for what is nobody of the organisation."""
    profile = ctx.incoming.mentioned
    if profile is None:
        raise Needs("mentioned", account.external or "")
    if profile.guest:
        raise views.account_of_outsider()
    if not profile.active:
        raise views.no_such_account()
    return replace(account, verified=profile.email.strip().lower() if profile.email else None)


def load_unknown_accounts(ctx: Context) -> list[UnknownAccount]:
    """Accounts that wrote and nobody knows, for those who lead."""
    found = unknown_accounts.load_unknown_accounts(ctx.db, ctx.trust.id)
    return [UnknownAccount(each.email, each.platform, each.at) for each in found]


def unlink_account(ctx: Context, command: Command) -> Card:
    words = command.filters.get("account", "")
    if not words:
        raise views.no_address_named()
    address = _find_address_here(ctx) if words in _ME else _read_account(ctx, words).address
    owner = accounts.find_person_by_joined_address(ctx.db, address) if address else None
    owner = owner if owner is not None else _find_linked_by_hand(ctx, address)
    person = next(iter(people.load_people(ctx.db, [owner], ctx.today)), None) if owner is not None else None
    if person is None or not (person.id == ctx.person.id or _leads_person(ctx, person)):
        raise views.no_such_address()
    gone = accounts.remove_address(ctx.db, person.id, address)
    _record(ctx, "unlinked", f"{address} from {person.email}")
    mine = person.id == ctx.person.id and not _leads_person(ctx, person)
    for trust in sorted(person.trusts):
        if person.id == ctx.person.id:
            card = views.render_disowned_notice(ctx.speaker_name(trust), address, gone)
            ctx.notify_leads(card, PersonNotice(person.id, "unlinked"), trust, f"unlinked-{trust}")
    return views.render_unlinked(address, person.name, gone, mine=mine)


def _link(ctx: Context, account: AccountToLink, person: Person, *, sure: bool) -> Card:
    if account.own_address == person.email:
        raise views.own_address(person.email)
    if account.external is not None:
        known = accounts.find_person_by_account(ctx.db, ctx.incoming.platform, ctx.incoming.workspace, account.external)
    else:
        known = accounts.find_person_by_joined_address(ctx.db, account.address)
    if known == person.id:
        raise views.joined_already(person.email)
    if known is not None:
        raise views.somebody_elses(account.address)
    before = accounts.find_person_by_own_address(ctx.db, account.own_address)
    if before is not None:
        past = accounts.load_person_past(ctx.db, before, ctx.today)
        _refuse_two_people(ctx, account, before, past)
        if past.history and not sure:
            says = f"link {account.address} to {person.email} knowingly"
            return views.render_link_confirmation(account.address, person.name, says)
    if theirs := _find_other_trusts_address(ctx, account, person):
        return _refuse_other_trusts_address(ctx, account, theirs)
    if elsewhere := _trusts_to_ask(ctx, account, person):
        return _ask_other_trusts(ctx, account, person, elsewhere)
    if account.external is None:
        accounts.join_address(ctx.db, person.id, account.address, ctx.now)
    else:
        there = ctx.incoming
        people.link_identity(
            ctx.db, person.id, there.platform, there.workspace, account.external, ctx.now, account.address
        )
    _record(ctx, "linked", _pair_words(account, person))
    return views.render_linked(account.address, person.name, person_told=_notify_linked(ctx, account, person))


def _find_other_trusts_address(ctx: Context, account: AccountToLink, person: Person) -> set[int]:
    """The trusts whose domain the address has, when neither the asker leads one of them nor the person is in one.

    Who has that address is for those trusts to say: before they have imported somebody, and after.
    """
    found = accounts.find_trusts_of_domain(ctx.db, account.own_address)
    led = {trust for trust in ctx.person.trusts if ctx.person.leads(trust)}
    return set() if found & (led | person.trusts) else found


def _refuse_other_trusts_address(ctx: Context, account: AccountToLink, theirs: set[int]) -> Card:
    """Nothing changes, and those who lead there hear of it, once a day for an address."""
    for trust in sorted(theirs):
        card = views.render_foreign_link_notice(account.own_address)
        for lead in people.load_coordinators(ctx.db, trust, ctx.today):
            mark = f"foreign-{hash_address(account.own_address)}"
            key = CardKey("notice", ctx.find_trust(trust).key, lead.id, mark, str(ctx.today))
            outbox.put(ctx.db, key, trust, PersonNotice(lead.id, "foreign link"), ctx.now, person_id=lead.id, card=card)
    return views.render_foreign_link_refused(account.own_address)


def _trusts_to_ask(ctx: Context, account: AccountToLink, person: Person) -> list[int]:
    """The trusts whose leads have not agreed. An account speaks for the person in each of them, so no lead of one trust
    gives anybody a voice in another's plan; the person themselves may."""
    if person.id == ctx.person.id:
        return []
    agreed = accounts.find_trusts_asking_to_join(ctx.db, _pair_words(account, person), ctx.now - AGREEMENT_LASTS)
    return [trust for trust in sorted(person.trusts) if not ctx.person.leads(trust) and trust not in agreed]


def _ask_other_trusts(ctx: Context, account: AccountToLink, person: Person, elsewhere: list[int]) -> Card:
    for trust in sorted(person.trusts - set(elsewhere)):
        if ctx.person.leads(trust):
            _record(ctx, accounts.JOIN_ASKED, _pair_words(account, person), trust)
    named = f"<@{account.external}>" if account.external else account.address
    says = f"link {named} to {person.email}"
    card = views.render_link_request(account.address, person.name, ctx.speaker_name(ctx.trust.id), says)
    about = PersonNotice(person.id, "asked to link")
    told = [ctx.notify_leads(card, about, trust, f"ask-{trust}") for trust in elsewhere]
    return views.render_link_requested(account.address, person.name, all(told))


def _pair_words(account: AccountToLink, person: Person) -> str:
    return f"{account.address} to {person.email}"


def _refuse_two_people(ctx: Context, account: AccountToLink, before: int, past: accounts.PersonPast) -> None:
    """Somebody who holds a post or role is a person of their own; of other trusts nothing is said."""
    mine = {trust for trust in ctx.person.trusts if ctx.person.leads(trust)}
    if not past.ever <= mine or (past.now and not past.now <= mine):
        raise views.somebody_elses()
    if past.now:
        held = [name for _, name, _ in people.load_posts_of_person(ctx.db, before, ctx.today)]
        raise views.two_people(account.address, held[0] if held else None)


def _notify_linked(ctx: Context, account: AccountToLink, person: Person) -> bool:
    """The person hears of it where they were known before, never only on the account just joined."""
    for trust in sorted(person.trusts):
        card = views.render_link_notice_to_leads(account.address, person.name, ctx.speaker_name(trust))
        ctx.notify_leads(card, PersonNotice(person.id, "linked"), trust, f"linked-{trust}")
    if person.id == ctx.person.id:
        return False
    of = ctx.find_trust(min(person.trusts))
    card = views.render_link_notice(account.address, ctx.speaker_name(of.id))
    outbox.put(
        ctx.db, CardKey("notice", of.key, person.id, "linked", ctx.batch), of.id, PersonNotice(person.id, "linked"),
        ctx.now, person_id=person.id, platform=accounts.find_own_platform(ctx.db, person.id), card=card,
    )  # fmt: skip
    return True


def _read_account(ctx: Context, words: str) -> AccountToLink:
    if words.casefold() in _ME:
        return AccountToLink(ctx.person.email)
    if found := _MENTION.fullmatch(words):
        return AccountToLink(found[1].casefold(), found[1])
    return AccountToLink(words.casefold())


def _find_person(ctx: Context, words: str) -> Person | None:
    """By e-mail, mention, name or post: somebody of a trust that the asker leads, and nobody else."""
    found = None
    if words.casefold() in _ME:
        found = ctx.person
    elif mention := _MENTION.fullmatch(words):
        there: Incoming = ctx.incoming
        found = people.find_person_by_identity(ctx.db, there.platform, there.workspace, mention[1], ctx.today)
    elif "@" in words:
        found = people.find_person_by_email(ctx.db, words, ctx.today)
    else:
        of = [t for t in sorted(ctx.person.trusts) if ctx.person.leads(t)]
        fits = {
            p.id: p
            for t in of
            for p in people.load_people_of_trust(ctx.db, t, ctx.today)
            if p.name.casefold() == words.casefold()
        }
        held = {h.person_id for t in of for id, _ in people.find_posts(ctx.db, t, words)[:1]
                for h in people.load_holders(ctx.db, id, ctx.today)} if not fits else set()  # fmt: skip
        some = list(fits.values()) or people.load_people(ctx.db, held, ctx.today)
        found = some[0] if len(some) == 1 else None
    return found if found and _leads_person(ctx, found) else None


def _show_linked(ctx: Context, person: Person) -> Card:
    platforms = [each.platform for each in people.load_identities(ctx.db, person.id)]
    chosen = people.load_preference(ctx.db, person.id, "platform")
    mine = person.id == ctx.person.id
    return views.render_accounts(
        person.name, platforms, accounts.load_joined_addresses(ctx.db, person.id), chosen, mine=mine
    )


def _find_address_here(ctx: Context) -> str:
    """The address by which the account that speaks was joined; empty when it is its person's own."""
    there = ctx.incoming
    return accounts.find_account_address(ctx.db, there.platform, there.workspace, there.sender) or ""


def _find_linked_by_hand(ctx: Context, address: str) -> int | None:
    """Whose an account is that was joined without an address."""
    return accounts.find_person_by_account_address(ctx.db, ctx.incoming.platform, ctx.incoming.workspace, address)


def _leads_person(ctx: Context, person: Person) -> bool:
    return any(ctx.person.leads(trust) for trust in person.trusts)


def _leads_any(ctx: Context) -> bool:
    return any(ctx.person.leads(trust) for trust in ctx.person.trusts)


def _require_lead(ctx: Context) -> None:
    if not _leads_any(ctx):
        raise views.linking_is_for_leads(ctx.person.email, ctx.labels)


def _record(ctx: Context, what: str, words: str, trust: int | None = None) -> None:
    events.append_event(ctx.db, actor=ctx.actor, trust_id=trust or ctx.trust.id, field="person", new=what, words=words)
