"""A plan's rows, from the room that reads them (core/rows.py says what each means); must not know store or chat."""

from wres_bot.core.rows import (
    FileReading,
    IndicatorsFile,
    Owner,
    PeopleFile,
    PersonRow,
    PlanFile,
    PlanRow,
    Problem,
    SnapshotRow,
    TargetRow,
    TargetsFile,
)

__all__ = [
    "FileReading",
    "IndicatorsFile",
    "Owner",
    "PeopleFile",
    "PersonRow",
    "PlanFile",
    "PlanRow",
    "Problem",
    "SnapshotRow",
    "TargetRow",
    "TargetsFile",
]
