"""Owns holding a trust's published figures and words against its own counts; must not know how either is worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from wres_bot.documents.claims_table import read_claims
from wres_bot.domain.errors import UserError
from wres_bot.domain.plan_rows import ClaimRow
from wres_bot.indicators.audit.claims import check_claims, check_targets, check_words
from wres_bot.indicators.audit.recompute import Disagreement, check_values
from wres_bot.store import people, plans, snapshots
from wres_bot.store.models import Trust
from wres_bot.views.wording import pluralise


@dataclass
class CheckedTrust:
    """One trust's published set: how much of it can be recomputed, and what disagrees."""

    trust: Trust
    published: int
    recomputed: int
    found: list[Disagreement] = field(default_factory=list)

    def words(self) -> str:
        known = f"{self.recomputed} of {self.published} published percentages and ratios"
        head = f"{self.trust.name}: {known} can be recomputed from published counts."
        if not self.found:
            return f"{head}\n  Nothing disagrees."
        return "\n".join(
            [head, f"  {pluralise(len(self.found), 'disagreement')}:", *map(_render_disagreement, self.found)]
        )


def _render_disagreement(d: Disagreement) -> str:
    code = f"Indicator {d.code}: " if d.code.isdigit() else f"{d.code}: " if d.code else ""
    when = f" ({d.period})" if d.period else ""
    if d.cause in ("words", "date"):
        return f"  - {code}{d.what}{when}: the report says {d.published}; the figures say {d.recomputed}: {d.why}."
    figures = f"published {d.published}, recomputed {d.recomputed}"
    return f"  - {code}{d.what}{when}: {figures}. {d.cause.capitalize()}: {d.why}."


def check_published_figures(
    db: Connection, trust: str | None, folders: Path, claims: Path | None = None
) -> list[CheckedTrust]:
    """Every trust's published set, or one's. `folders`: where bundled plans keep what their reports say in words."""
    chosen = [t for t in people.load_trusts(db) if trust is None or t.key == trust.strip().casefold()]
    if trust and not chosen:
        known = ", ".join(t.key for t in people.load_trusts(db)) or "none yet; import a plan first"
        raise UserError(f"There is no trust {trust!r}. There are: {known}.")
    if claims is not None and trust is None:
        raise UserError("Whose claims are these? Name the trust with --trust.")
    return [_check_trust(db, t, folders, claims) for t in chosen]


def _check_trust(db: Connection, trust: Trust, folders: Path, claims: Path | None) -> CheckedTrust:
    values = snapshots.load_snapshots(db, trust.id)
    checked = check_values(values)
    found = [*checked.found, *check_words(values)]
    said = list(_read_claims(claims)) if claims else []
    for plan in plans.load_plans(db, trust.id):
        found += check_targets(plans.load_targets(db, plan.id), values, plan.starts)
        bundled = folders / plan.name / "claims.csv"
        if claims is None and bundled.is_file():
            said += _read_claims(bundled)
    found += check_claims(said, values)
    return CheckedTrust(trust, checked.published, checked.recomputed, list(dict.fromkeys(found)))


def _read_claims(path: Path) -> Sequence[ClaimRow]:
    if not path.is_file():
        raise UserError(f"There is no file {path}. Look at its name and its folder.")
    read = read_claims(path)
    if read.errors:
        raise UserError(f"{path.name}, {read.errors[0]}")
    return read.rows


def disagreement_rows(checks: Sequence[CheckedTrust]) -> list[dict[str, Any]]:
    """One row a disagreement, for scripts."""
    flat = ("code", "what", "period", "published", "recomputed", "cause", "why")
    return [
        {"trust": one.trust.key, **{name: getattr(found, name) for name in flat}}
        for one in checks
        for found in one.found
    ]
