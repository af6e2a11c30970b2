"""Says every sentence to the product and prints the figures by kind. `--variants` takes those too; a kind's name prints
what is not right of it; `--held-out` looks at the third that the reader was made without."""

import re
import sys
import time
from collections import Counter

from tests.parser.sentences.judge import Verdict, is_held_out, judge, open_trial
from tests.parser.sentences.rows import load_rows, load_variants


def main() -> None:
    options = {arg for arg in sys.argv[1:] if arg.startswith("--")}
    shown = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    rows = [*load_rows(), *(load_variants() if "--variants" in options else ())]
    if "--all" not in options:
        rows = [row for row in rows if is_held_out(row) == ("--held-out" in options)]
    began = time.perf_counter()
    with open_trial() as trial:
        verdicts = [judge(row, trial.say(row)) for row in rows]
    spent = time.perf_counter() - began
    _print_figures(verdicts)
    print(f"{len(rows)} sentences in {spent:.1f} s")
    for verdict in verdicts:
        if verdict.wrong or (not verdict.right and (verdict.row.kind in shown or "all" in shown)):
            print(_describe(verdict))


def _describe(verdict: Verdict) -> str:
    """What is right of a sentence, and what came of it."""
    row, came = verdict.row, verdict.came
    right = " | ".join(" & ".join(map(str, outcome)) for outcome in row.right)
    right = re.sub(r"Change\(what='([^']*)', ref=(?:None|'([^']*)')\)", lambda c: f"{c[2] or ''} {c[1]}".strip(), right)
    made = [f"{c.ref or ''} {c.what}" for c in came.changes]
    choices = [" + ".join(f"{c.ref or ''} {c.what}".strip() for c in one) for one in came.choices[:3]]
    mark = "WRONG CHANGE " if verdict.wrong else ""
    return (
        f"{mark}[{row.kind}, {row.who}, {row.after}] {row.says!r}\n    right {right}\n"
        f"    came  {list(came.read_as)} {made} {choices} {came.words[:70]!r}"
    )


def _print_figures(verdicts: list[Verdict]) -> None:
    total = Counter(v.row.kind for v in verdicts)
    right = Counter(v.row.kind for v in verdicts if v.right)
    wrong = Counter(v.row.kind for v in verdicts if v.wrong)
    for kind in [*total, "all"]:
        good, every, bad = (c.total() if kind == "all" else c[kind] for c in (right, total, wrong))
        print(f"{kind:26}{good:5} of {every:5}  {100 * good / every:5.1f}%  wrong changes {bad}")


if __name__ == "__main__":
    main()
