"""What a stored value measures, and why one is missing, as codes beside the words."""

import re

import sqlalchemy as sa
from alembic import op

# The table of names only grows: what a name once meant it means for ever, so this reads the same next year.
from wres_bot.domain.measures import identify_measure, read_reason

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEW = ("measure_id", "reason_code", "reason_detail")
GROUPS = {"BME": "bme", "white": "white", "disabled": "disabled", "not disabled": "not disabled"}
_GROUP = "|".join(sorted(GROUPS, key=len, reverse=True))
REASONS = (
    ("nobody_in_part", r"nobody is counted in (?P<part>.*)"),
    ("nobody_in_tier", rf"no (?P<group>{_GROUP}) staff are in the (?P<tier>lower|middle|upper) bands"),
    ("nobody_eligible", rf"no (?P<group>{_GROUP}) .* (?:are counted|were shortlisted|answered)"),
    ("nobody_counted", rf"no (?P<group>{_GROUP}) .*"),
    ("board_list_empty", r"the board list is empty"),
    ("no_staff_count", r"there is no staff count to hold it against"),
    ("survey_gives_words", r"the survey gives “(?P<words>.*)”"),
    ("survey_gives_none", rf"the survey gives none for (?P<group>{_GROUP}) .*"),
    ("too_few_answers", rf"fewer than (?P<fewest>\d+) (?P<group>{_GROUP}) .* answered"),
)
"""How 0.1.0 worded why a computed value is missing: read back here once, and nowhere else."""


def upgrade() -> None:
    for name in NEW:
        op.add_column("snapshot", sa.Column(name, sa.String(), nullable=True))
    snapshot = sa.table("snapshot", *(sa.column(name) for name in (
        "id", "code", "unit", "measure", "breakdown", "basis", "reason", *NEW)))  # fmt: skip
    db = op.get_bind()
    for row in db.execute(sa.select(snapshot)).mappings().all():
        breakdown = "" if row["basis"] == "computed" else row["breakdown"]
        measure = identify_measure(row["code"], row["unit"], row["measure"], breakdown)
        code, detail = _reason(row["reason"]) if row["basis"] == "computed" else (None, None)
        if code is None and (words := read_reason(row["reason"])):
            code, detail = words.code, words.detail
        if measure or code:
            values = {"measure_id": measure, "reason_code": code, "reason_detail": detail}
            db.execute(snapshot.update().where(snapshot.c.id == row["id"]).values(**values))


def _reason(words: str | None) -> tuple[str | None, str | None]:
    plain = (words or "").removeprefix("no value, because ")
    for code, pattern in REASONS:
        if words and (found := re.fullmatch(pattern, plain)):
            part = found.groupdict()
            group = GROUPS.get(part.pop("group", ""), "")
            rest = "" if part.get("part") == "all staff" else next(iter(part.values()), "")
            return code, ", ".join(each for each in (group, rest) if each)
    return None, None


def downgrade() -> None:
    for name in reversed(NEW):
        op.drop_column("snapshot", name)
