"""Owns where one command ends and the next begins inside a line; must not know what either means."""

from wres_bot.domain.refs import ref_at, refs_at
from wres_bot.parser.arguments import STATUS
from wres_bot.parser.patterns import AFTER_REF, NEXT_COMMAND, TO_REF, end_of_match, is_status_at, skip_edge
from wres_bot.parser.verb_index import VerbIndex


def find_boundaries(heads: VerbIndex, text: str, low: str, at: int, numbers: bool) -> list[tuple[int, int]]:
    """Where another command begins inside the words of one."""
    found: list[tuple[int, int]] = []
    straight = ref_at(low, text, skip_edge(low, at))
    if straight and not straight.bare and is_status_at(low, straight.end):
        return [(at, skip_edge(low, at))]
    for gap in NEXT_COMMAND.finditer(low, at):
        stop = gap.end()
        if stop == gap.start() or stop == len(low):
            continue
        one = ref_at(low, text, stop)
        if one and " " not in low[stop : one.end].strip():
            _, end = refs_at(low, text, stop, goes_on=lambda i: is_status_at(low, i))
            plain = not one.bare and gap[0][0] != "&" and gap[0].strip() != "and"
            if (not one.bare or numbers) and (is_status_at(low, end) or (plain and not numbers)):
                found.append((gap.start(), stop))
        elif (said := STATUS.match(low, stop)) or ((head := heads.find_at(low, stop)) and head[1] in AFTER_REF):
            end = said.end() if said else head[2] if head else stop
            other = ref_at(low, text, end_of_match(TO_REF, low, end))
            if other and not other.bare:
                found.append((gap.start(), stop))
    return found
