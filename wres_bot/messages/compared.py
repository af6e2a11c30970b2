"""Owns how an indicator's standing is said to whoever holds the data: each comparison in words. Computes nothing."""

from wres_bot.core.policy import Labels, Policy
from wres_bot.indicators.catalogue import Indicator
from wres_bot.indicators.compare import Delivery, Short, Standing
from wres_bot.indicators.formulas import NAMES
from wres_bot.indicators.significance import Comparison, shown
from wres_bot.messages.indicators import movement, short_name, side_words, value_words
from wres_bot.messages.phrases import capital, plural


def standing_words(standing: Standing, policy: Policy) -> str:
    """One indicator in a few sentences: the figure, which way it moved, chance, range, nation, peers, actions."""
    figure, labels = standing.figure, policy.labels
    each = figure.indicator
    name = f"{each.code}. " if each.code.isdigit() else ""
    told = [f"{name}{short_name(each, labels)}, {figure.year}: {value_words(figure, labels)}."]
    told.append(movement(figure, labels, points=True))
    if standing.chance:
        told.append(f"{capital(chance_words(each, standing.chance, labels))}.")
    if side := side_words(figure, policy):
        told.append(f"{capital(side)}.")
    if standing.nation and figure.national:
        told.append(_against(standing.nation, "the national figure", figure.national.shown))
    if standing.peers and standing.peer is not None:
        peers = f"{standing.peer.normalize():f}{'' if figure.ratio else '%'}"
        told.append(_against(standing.peers, "similar trusts", peers))
    told.append(delivery_words(standing.delivery))
    if standing.delivered_and_no_nearer:
        told.append("Every linked action is done, and the figure is no better.")
    return " ".join(part for part in told if part)


def chance_words(each: Indicator, chance: Comparison, labels: Labels) -> str:
    """ "white applicants more likely: 1.30 (1.03 to 1.64)", "no clear difference", "too few to say" """
    names = {**NAMES, "bme": labels.bme}
    who = each.inputs.top if chance.verdict == "top" else each.inputs.under
    if chance.verdict in ("too few to say", "no clear difference") or chance.ratio is None or chance.interval is None:
        return chance.verdict
    return f"{names[who]} {each.inputs.who} more likely: {shown(chance.ratio)} ({chance.interval.words()})"


def _against(how: str, whom: str, figure: str) -> str:
    return f"The same as {whom} ({figure})." if how == "the same" else f"{capital(how)} than {whom} ({figure})."


def delivery_words(delivery: Delivery) -> str:
    """ "4 of 14 linked actions done, 2 past the date." """
    total = delivery.done + delivery.open
    if not total:
        return "No linked actions."
    late = f", {delivery.late} past the date" if delivery.late else ""
    return f"{delivery.done} of {plural(total, 'linked action')} done{late}."


def short_words(short: Short, labels: Labels) -> str:
    """ "Band 8a: 48 of 73 BME staff, 25 short, by 2023." """
    where = f"{short.band}: {short.now} of {short.aim} {labels.bme} staff"
    missing = f"{short.short} short" if short.short else "reached"
    by = f", by {short.by}" if short.by and short.short else ""
    since = f" (as of {short.as_of})" if short.as_of else ""
    return f"{where}{since}: {missing}{by}."
