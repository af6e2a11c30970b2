"""Owns which action of the store a row of a plan's file is: by its ref, then by likeness of wording. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wres_bot.documents.plan.numbering import find_free_ref
from wres_bot.domain.plan_rows import PlanRow
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.store.models import Action

ALIKE = 82.0
"""From here on two titles are the same action worded again."""
UNLIKE = 45.0
"""Below this the same ref stands for another action, where a likelier one is there."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows under the refs that their actions have. told: what was matched by its words alone."""

    rows: tuple[PlanRow, ...]
    told: tuple[str, ...] = ()


def match_rows(rows: Sequence[PlanRow], actions: Sequence[Action]) -> Matched:
    """Each row under the ref of the action it is; a new one under its own, or a free one where that is taken."""
    if not actions:
        return Matched(tuple(rows))
    titles = {n: _plain(action.title) for n, action in enumerate(actions)}
    by_ref = {normalise_ref(action.ref): n for n, action in enumerate(actions)}
    found: dict[int, int] = {}
    for n, row in enumerate(rows):
        same = by_ref.get(normalise_ref(row.ref))
        if same is not None and not _is_another(row, titles[same], titles):
            found[n] = same
    free = {n: title for n, title in titles.items() if n not in found.values()}
    alike = [(score, n, m) for n, row in enumerate(rows) if n not in found for score, m in _find_alike(row.title, free)]
    for _, n, m in sorted(alike, key=lambda entry: (-entry[0], entry[1])):
        if n not in found and m not in found.values():
            found[n] = m
    return _rename(rows, actions, found)


def tell_unfinished(rows: Sequence[PlanRow], last_year: Sequence[Action]) -> dict[str, str]:
    """By ref: which action of last year's plan a row looks like, that was not finished there."""
    unfinished = {n: action for n, action in enumerate(last_year) if action.status not in CLOSED}
    titles = {n: _plain(action.title) for n, action in unfinished.items()}
    told = {}
    for row in rows:
        if alike := _find_alike(row.title, titles):
            like = unfinished[alike[0][1]]
            told[row.ref] = f"looks like {like.ref} of {like.plan.title}, not finished there"
    return told


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _find_alike(title: str, others: Mapping[int, str]) -> list[tuple[float, int]]:
    """The likest of other titles, likeliest first: how alike from `ALIKE` to 100, and which."""
    from rapidfuzz import fuzz, process  # only an import compares wordings

    found = process.extract(_plain(title), others, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=3)
    return [(score, key) for _, score, key in found]


def _is_another(row: PlanRow, title: str, titles: Mapping[int, str]) -> bool:
    """Whether the ref is a coincidence: made here, or the document has numbered its actions anew."""
    from rapidfuzz import fuzz

    score = fuzz.token_sort_ratio(_plain(row.title), title)
    return score < ALIKE if row.ref_made else score < UNLIKE and bool(_find_alike(row.title, titles))


def _rename(rows: Sequence[PlanRow], actions: Sequence[Action], found: dict[int, int]) -> Matched:
    taken = {normalise_ref(action.ref) for action in actions}
    refs: dict[str, str] = {}
    told: list[str] = []
    for n, row in enumerate(rows):
        new = row.ref
        if n in found:
            new = actions[found[n]].ref
            if normalise_ref(new) != normalise_ref(row.ref) and not row.ref_made:
                title = " ".join(row.title.split())[:80]
                told.append(f"{row.ref} of the file is matched to {new} by its words: {title}")
        elif normalise_ref(row.ref) in taken:
            new = find_free_ref(row.ref, taken | {normalise_ref(ref) for ref in refs.values()})
        refs[normalise_ref(row.ref)] = new
    return Matched(tuple(_with_refs(row, refs) for row in rows), tuple(told))


def _with_refs(row: PlanRow, refs: dict[str, str]) -> PlanRow:
    def named(ref: str | None) -> str | None:
        return ref and refs.get(normalise_ref(ref), ref)

    new = refs[normalise_ref(row.ref)]
    if new == row.ref and not row.depends_on and not row.duplicate_of and not row.replaced_by:
        return row
    return replace(
        row, ref=new, label=row.label or (row.ref if new != row.ref and not row.ref_made else None),
        depends_on=tuple(refs.get(normalise_ref(ref), ref) for ref in row.depends_on),
        duplicate_of=named(row.duplicate_of), replaced_by=named(row.replaced_by),
    )  # fmt: skip
