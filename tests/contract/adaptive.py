"""Owns reading an Adaptive Card as somebody sees it: words, buttons, look as text. Knows no conversation."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.contract.chat import TURNING, Menu, Press

Json = dict[str, Any]
MARKDOWN = re.compile(r"[*_~`\[\]<>\\]|://|^\s*(?:[-+•]|\d+[.)])\s")
"""What a TextBlock would read as more than words, on some device."""
PLAIN = {
    "ActionSet", "Column", "ColumnSet", "Container", "Image", "Input.ChoiceSet", "RichTextBlock", "Table", "TableCell",
    "TableRow", "TextBlock", "TextRun",
}  # fmt: skip
"""What a card is made of."""


def buttons(card: Json) -> Iterator[Press]:
    for each in parts(card["body"]):
        for action in each.get("actions") or []:
            title = action["title"]
            yield Press(title, str(action.get("tooltip", "")).removeprefix(f"{title}: "), action)


def menus(card: Json) -> Iterator[Menu]:
    for each in parts(card["body"]):
        if each["type"] == "Input.ChoiceSet":
            yield Menu(each["label"], tuple(choice["title"] for choice in each["choices"]), each)


def parts(elements: Iterable[Json]) -> Iterator[Json]:
    """Every element, however deep."""
    for each in elements:
        yield each
        inner = [*each.get("items", []), *each.get("columns", []), *each.get("rows", []), *each.get("cells", [])]
        yield from parts([one for one in inner if "type" in one])
        yield from (one for one in each.get("inlines", []) if isinstance(one, dict))


def words(card: Json) -> str:
    return "\n".join(line.removeprefix("# ") for line in drawn(card).split("\n"))


def drawn(card: Json) -> str:
    """The card as text: # a heading, [Label] a button."""
    lines: list[str] = []
    for each in card["body"]:
        if each["type"] == "ActionSet":
            lines += [" ".join(f"[{action['title']}]" for action in each["actions"]), ""]
            continue
        # What follows with no gap belongs to what is before it.
        if lines and each.get("spacing") == "None" and lines[-1] == "":
            lines.pop()
        lines += [*_lines(each), ""]
    return "\n".join(lines).strip().replace("\u2060", "")


def check(card: Json) -> None:
    """Fails when words in the card would be taken for anything but words."""
    assert not TURNING.search(str(card["speak"]))
    people = {each["text"] for each in card["msteams"].get("entities", [])}
    for each in parts(card["body"]):
        assert each["type"] in PLAIN, each["type"]
        text = each.get("text", "")
        assert not TURNING.search(text)
        assert "{{" not in text, text  # which a card would fill in by itself
        if each["type"] == "TextBlock":
            for mention in people:
                text = text.replace(mention, "")
            assert not MARKDOWN.search(text), text
        if "selectAction" in each:
            assert each["selectAction"]["type"] == "Action.OpenUrl"
            assert each["selectAction"]["url"].startswith("https://"), each


def _lines(element: Json) -> list[str]:
    match element["type"]:
        case "TextBlock" if element.get("style") == "heading":
            return [f"# {element['text']}"]
        case "TextBlock":
            return [element["text"]]
        case "RichTextBlock":
            return ["".join(run["text"] for run in element["inlines"])]
        case "Input.ChoiceSet":
            options = " ".join(f"[{choice['title']}]" for choice in element["choices"])
            return [f"{element['label']}: {options}"]
        case "Image":
            return [f"(picture: {element['altText']})"]
        case "Table":
            rows = [[_one(cell["items"]) for cell in row["cells"]] for row in element["rows"]]
            return [" | ".join(row) for row in rows]
        case "ColumnSet":
            columns = [column["items"] for column in element["columns"]]
            if _big(columns):  # counts side by side
                return ["   ".join(_one(column) for column in columns)]
            gap = ": " if columns[0] and _quiet(columns[0][0]) else " "
            return [gap.join(filter(None, map(_one, columns)))]
        case _:
            return [line for each in element.get("items", []) for line in _lines(each)]


def _one(items: list[Json]) -> str:
    return " ".join(line for item in items for line in _lines(item))


def _quiet(element: Json) -> bool:
    return bool(element.get("isSubtle") or any(run.get("isSubtle") for run in element.get("inlines", [])))


def _big(columns: list[list[Json]]) -> bool:
    runs = [run for column in columns for item in column for run in item.get("inlines", [])]
    return any(run.get("size") == "ExtraLarge" for run in runs)
