"""Owns how an action is named, "2.3" or "esneft-2020-21:2.3"; must not know whether such an action exists."""

import re
from dataclasses import dataclass

PLAN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d{4}-\d{2}", re.IGNORECASE)
_NUMBERED = r"\d{1,3}(?:\.\d{1,3}){0,2}(?:\.?[a-h]|\.?(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2}))?"
_LETTERED = r"[a-z]{1,4}[ .-]?\d{1,3}"
REF = re.compile(rf"(?:{_NUMBERED}|{_LETTERED})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActionRef:
    """`ref` as typed, tidied; `plan` when the full form was given."""

    ref: str
    plan: str | None = None

    @property
    def key(self) -> str:
        """What two spellings of one ref share: "2.iii", "2 iii" and "2iii" are the same."""
        return key_of(self.ref)

    def __str__(self) -> str:
        return f"{self.plan}:{self.ref}" if self.plan else self.ref


def key_of(ref: str) -> str:
    """The comparable form of a ref, stored beside it."""
    lowered = ref.strip().strip(".").casefold()
    return re.sub(r"[\s.\-]+(?=[a-z])|(?<=[a-z])[\s.\-]+(?=\d)", "", lowered)


def read_ref(text: str) -> ActionRef | None:
    """The ref that the whole of `text` names, or None: "#2.3", "action 2.3", "esneft-2020-21:2.3", "DR 6."."""
    tidy = re.sub(r"^(?:#|action\s+|no\.?\s+)+", "", text.strip().rstrip(".,;:!?"), flags=re.IGNORECASE).strip("#() ")
    plan: str | None = None
    if ":" in tidy:
        plan, _, tidy = tidy.partition(":")
        if not PLAN.fullmatch(plan.strip()):
            return None
        plan = plan.strip().casefold()
    return ActionRef(tidy.strip(), plan) if REF.fullmatch(tidy.strip()) else None
