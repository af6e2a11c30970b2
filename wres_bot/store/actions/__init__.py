"""Owns the one door to actions: what reads them and what changes them. Holds nothing itself."""

from wres_bot.store.actions.change import for_update, owners_today
from wres_bot.store.actions.edit import (
    add_evidence,
    add_note,
    clear_help,
    drop_owner,
    mark_asked,
    move_due,
    not_mine,
    set_help,
    set_owner,
    set_target_progress,
    snooze,
    snoozes,
)
from wres_bot.store.actions.read import (
    action,
    actions,
    by_ids,
    count_by_plan,
    due_by,
    find_ref,
    owned_by,
    published_rows,
)
from wres_bot.store.actions.status import set_status
from wres_bot.store.actions.undo import undo_batch
from wres_bot.store.models import ActionChange, StaleAction, UpdateFacts

__all__ = [
    "ActionChange",
    "StaleAction",
    "UpdateFacts",
    "action",
    "actions",
    "add_evidence",
    "add_note",
    "by_ids",
    "clear_help",
    "count_by_plan",
    "drop_owner",
    "due_by",
    "find_ref",
    "for_update",
    "mark_asked",
    "move_due",
    "not_mine",
    "owned_by",
    "owners_today",
    "published_rows",
    "set_help",
    "set_owner",
    "set_status",
    "set_target_progress",
    "snooze",
    "snoozes",
    "undo_batch",
]
