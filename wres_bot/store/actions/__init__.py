"""Owns the one door to actions: what reads them and what changes them. Holds nothing itself."""

from wres_bot.store.actions.change import load_editable_actions, load_owner_ids
from wres_bot.store.actions.edit import (
    add_evidence,
    add_note,
    clear_help,
    drop_owner,
    load_snoozes,
    mark_asked,
    move_due,
    record_not_mine,
    record_snooze,
    set_help,
    set_owner,
    set_target_progress,
)
from wres_bot.store.actions.read import (
    count_actions_by_plan,
    find_actions_by_ref,
    find_due_actions,
    load_action,
    load_actions,
    load_actions_by_id,
    load_known_keys,
    load_owned_actions,
    load_published_rows,
)
from wres_bot.store.actions.status import set_status
from wres_bot.store.actions.undo import undo_batch
from wres_bot.store.errors import StaleAction
from wres_bot.store.models import ActionChange, EditableAction

__all__ = [
    "ActionChange",
    "EditableAction",
    "StaleAction",
    "add_evidence",
    "add_note",
    "clear_help",
    "count_actions_by_plan",
    "drop_owner",
    "find_actions_by_ref",
    "find_due_actions",
    "load_action",
    "load_actions",
    "load_actions_by_id",
    "load_editable_actions",
    "load_known_keys",
    "load_owned_actions",
    "load_owner_ids",
    "load_published_rows",
    "load_snoozes",
    "mark_asked",
    "move_due",
    "record_not_mine",
    "record_snooze",
    "set_help",
    "set_owner",
    "set_status",
    "set_target_progress",
    "undo_batch",
]
