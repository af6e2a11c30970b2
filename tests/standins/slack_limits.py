"""Owns Slack's published limits on what a message may hold; knows nothing of what our messages say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

BLOCKS = 50
CHARACTERS = 12_000  # all text of a message together: enforced by Slack near here, documented nowhere
SECTION, FIELDS, FIELD = 3000, 10, 2000
HEADER = 150
ELEMENTS, CONTEXT, LABEL, VALUE, IDENTIFIER = 25, 10, 75, 2000, 255
ALT = 2000

KNOWN = {
    "section", "header", "divider", "context", "actions", "image", "rich_text", "input", "markdown", "table",
}  # fmt: skip


def problems(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why Slack would refuse these blocks; empty when it would take them."""
    found = [f"{len(blocks)} blocks, at most {BLOCKS}"] if len(blocks) > BLOCKS else []
    for number, block in enumerate(blocks):
        found += [f"blocks/{number} ({block.get('type')}): {what}" for what in _block(block)]
    total = sum(map(len, _texts(blocks)))
    if total > CHARACTERS:
        found.append(f"{total} characters in all, at most {CHARACTERS}")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("block_id used twice")
    return found


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in KNOWN:
        yield "unknown type"
    yield from _long("block_id", block.get("block_id", ""), IDENTIFIER)
    if kind == "header":
        yield from _text("header", block.get("text"), HEADER, plain=True)
    elif kind == "section":
        fields = block.get("fields", [])
        if "text" not in block and not fields:
            yield "neither text nor fields"
        if "text" in block:
            yield from _text("text", block["text"], SECTION)
        if len(fields) > FIELDS:
            yield f"{len(fields)} fields, at most {FIELDS}"
        for field in fields:
            yield from _text("field", field, FIELD)
        if "accessory" in block:
            yield from _element(block["accessory"])
    elif kind in ("actions", "context"):
        elements = block.get("elements", [])
        most = ELEMENTS if kind == "actions" else CONTEXT
        if not 1 <= len(elements) <= most:
            yield f"{len(elements)} elements, from 1 to {most}"
        actions = [element.get("action_id") for element in elements if "action_id" in element]
        if len(actions) != len(set(actions)):
            yield "action_id used twice in one block"
        for element in elements:
            yield from _element(element)
    elif kind == "image":
        yield from _picture(block)


def _element(element: Mapping[str, Any]) -> Iterator[str]:
    match element.get("type"):
        case "button":
            yield from _text("button", element.get("text"), LABEL, plain=True)
            yield from _long("button value", element.get("value", ""), VALUE)
            yield from _long("action_id", element.get("action_id", ""), IDENTIFIER)
            if element.get("style") not in (None, "primary", "danger"):
                yield f"button style {element['style']!r}"
        case "image":
            yield from _picture(element)
        case "mrkdwn" | "plain_text":
            yield from _text("element", element, SECTION)


def _picture(picture: Mapping[str, Any]) -> Iterator[str]:
    if not picture.get("alt_text"):
        yield "a picture without alt_text"
    yield from _long("alt_text", picture.get("alt_text", ""), ALT)


def _text(name: str, text: Any, most: int, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{name}: not a text object"
        return
    if plain and text["type"] != "plain_text":
        yield f"{name}: only plain_text may stand here"
    if not text.get("text"):
        yield f"{name}: empty text"
    yield from _long(name, text.get("text", ""), most)


def _long(name: str, value: str, most: int) -> Iterator[str]:
    if len(value) > most:
        yield f"{name}: {len(value)} characters, at most {most}"


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for item in part:
            yield from _texts(item)
