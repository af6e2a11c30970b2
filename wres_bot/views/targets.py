"""Owns how a number that an action aims at is worded; must not know the action."""

from datetime import date

from wres_bot.store.models import Target
from wres_bot.views.phrases import day

_OPS = {"at least": "at least ", "at most": "at most "}


def target_words(target: Target) -> str:
    """ "interviews with a BAME panel member: at least 80%, now 40%" """
    amount = ""
    if target.value is not None and f"{target.value:g}" not in target.text.split():
        upper = f" to {target.upper:g}" if target.op == "between" and target.upper is not None else ""
        amount = f"{_OPS.get(target.op, '')}{target.value:g}{upper}{_unit(target.unit, target.text)}"
    if target.scope and not _named(target.scope, target.text):
        amount = f"{amount}, {target.scope}" if amount else target.scope
    if target.by:
        amount = f"{amount} by {_by_when(target.by)}" if amount else f"by {_by_when(target.by)}"
    said = f"{target.text}: {amount}" if amount else target.text
    if target.baseline is not None:
        said += f", from {target.baseline:g}"
    return f"{said}, now {target.current:g}{_unit(target.unit, target.text)}" if target.current is not None else said


def _by_when(words: str) -> str:
    try:
        return day(date.fromisoformat(words))
    except ValueError:
        return words


def _named(scope: str, words: str) -> bool:
    """Does the text say the scope already: "each division" beside "per division"?"""
    low = words.casefold()
    return any(part in low for part in scope.casefold().replace("+", "").split() if len(part) > 3 or part[:1].isdigit())


def counts_people(target: Target) -> bool:
    """Such numbers are for those who hold the data, not for a network card."""
    return target.unit in ("people", "cases", "staff")


def _unit(unit: str | None, words: str) -> str:
    if unit == "%":
        return unit
    return "" if not unit or unit.casefold() in words.casefold() or unit == "people" else f" {unit}"
