"""Owns where one command ends and the next begins inside a line; must not know what either means."""

from wres_bot.domain.refs import ref_at, refs_at
from wres_bot.parser.arguments import STATUS
from wres_bot.parser.patterns import AFTER_REF, NEXT, TO_REF, matched, skip, status_at
from wres_bot.parser.verb_index import Heads


def boundaries(heads: Heads, text: str, low: str, at: int, numbers: bool) -> list[tuple[int, int]]:
    """Where another command begins inside the words of one."""
    found: list[tuple[int, int]] = []
    straight = ref_at(low, text, skip(low, at))
    if straight and not straight.bare and status_at(low, straight.end):
        return [(at, skip(low, at))]
    for gap in NEXT.finditer(low, at):
        stop = gap.end()
        if stop == gap.start() or stop == len(low):
            continue
        one = ref_at(low, text, stop)
        if one and " " not in low[stop : one.end].strip():
            _, end = refs_at(low, text, stop, goes_on=lambda i: status_at(low, i))
            plain = not one.bare and gap[0][0] != "&" and gap[0].strip() != "and"
            if (not one.bare or numbers) and (status_at(low, end) or (plain and not numbers)):
                found.append((gap.start(), stop))
        elif (said := STATUS.match(low, stop)) or ((head := heads.at(low, stop)) and head[1] in AFTER_REF):
            end = said.end() if said else head[2] if head else stop
            other = ref_at(low, text, matched(TO_REF, low, end))
            if other and not other.bare:
                found.append((gap.start(), stop))
    return found
