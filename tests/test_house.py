"""Holds the checkout to its own rules, and runs the commands the documents tell people to type."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sys.executable).parent
LEFT_OUT = {".venv", "node_modules", ".git", "__pycache__", "build", "dist"}
# Put together here so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": "/(?:" + "work|root|tmp/w" + ")/",
    "a download address in a lock file": '"resolved"' + r':\s*"https?:|^--(?:extra-)?' + "index-url",
    "a secret that looks real": "xox[bpa]-" + r"\d{8,}",
}
ONE_SHAPE = "chat/"
"""Each platform's folder has the same files, so that they can be read beside one another."""
PLAIN_BY_ROOM = {
    "accounts": "store keeps them, views word them",
    "cards": "domain says what a card is, views/indicators make those of an indicator",
    "change": "what store does to an action, and whether a figure has moved",
    "columns": "what columns of a table are made of, and which column of an extract is which",
    "conversations": "store keeps them, chat/teams finds them",
    "corrections": "what follows a changed message, and its words in views",
    "deliveries": "the command, and its words in views",
    "digest": "the command, and its words in views",
    "errors": "domain's are said to people, store's are refusals without words",
    "failures": "each platform reads its own errors, views word them",
    "figures": "indicators compute them, views word them",
    "figures_table": "documents read one, views draw one",
    "history": "store/outbox keeps that of reminders, views word that of an action",
    "lists": "the command, and its words in views",
    "measures": "domain says what a measure is, indicators compute some",
    "meeting": "the commands before one, and their words in views",
    "paper": "the command, and its words in views",
    "papers": "domain says what a paper is, admin writes one to a file",
    "pictures": "views choose one, store keeps it, web serves it",
    "plan": "the command, and its words in views",
    "plan_file": "the command, and its words in views",
    "posts": "domain's spelling, store's rows, views' words",
    "questions": "what is asked of a plan's file, and of an extract",
    "requests": "what those who lead are asked for, and its words in views",
    "safeguarding": "the parser hears it, views answer it",
    "small_talk": "the parser hears it, the command answers, views word it",
    "status": "the command, and the rows it changes",
    "undo": "the command, and the rows it changes",
    "waiting": "the command, and its words in views",
}
"""The names that files of two rooms share, and why nobody takes one for the other."""
BLOCKS_FOREVER = ("wres-bot serve", "wres-bot demo")
FOR_ANOTHER_PLACE = ("make ", "docker ", "git ", "cd ", "sudo ", "export ")


def files(*suffixes: str) -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and not name.endswith("_cache"))
        for name in sorted(names):
            if name.endswith(suffixes):
                yield Path(folder) / name


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", list(files(".py")), ids=named)
def test_a_file_says_first_what_it_owns(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "the first line is a docstring: what it owns, what it must not know"
    assert text.startswith('"""'), "the docstring is the very first line"


def test_no_two_files_of_the_product_are_taken_for_one_another() -> None:
    rooms: dict[str, list[str]] = {}
    for path in files(".py"):
        name = named(path).removeprefix("wres_bot/")
        if name != named(path) and path.name != "__init__.py":
            rooms.setdefault(path.stem, []).append(name.split("/")[0] + "/")
    assert [name for name, of in rooms.items() for room in {*of} - {ONE_SHAPE} if of.count(room) > 1] == []
    assert {name for name, of in rooms.items() if len({*of}) > 1} == PLAIN_BY_ROOM.keys()


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_file_holds(name: str) -> None:
    pattern = re.compile(FORBIDDEN[name], re.MULTILINE)
    kinds = (".py", ".md", ".toml", ".json", ".txt", ".yaml", ".yml", ".mjs", ".html", "Makefile", "Dockerfile", "run")
    found = [
        f"{named(path)}: {match[0]}"
        for path in files(*kinds)
        if path.name != "LICENSE"
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


LONGEST = 600
"""Lines of a file of the product: one that needs more owns two things."""
SILENCED = re.compile(r"# (?:type: ignore|noqa)")
EXPLAINED = re.compile(r"# (?:type: ignore\[[a-z, -]+\]|noqa: [A-Z0-9, ]+?)  # \w")


def test_no_file_of_the_product_owns_too_much() -> None:
    long = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py")}
    assert {name: n for name, n in long.items() if name.startswith("wres_bot/") and n > LONGEST} == {}


def test_a_check_that_is_silenced_says_why_in_the_same_line() -> None:
    """Types, and whatever ruff finds: how complex a function is (at most ten ways through it) among that."""
    found = [
        f"{named(path)}:{number}"
        for path in files(".py")
        if named(path).startswith("wres_bot/")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED.search(line) and not EXPLAINED.search(line)
    ]
    assert found == []
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "C90" in settings["select"] and settings["mccabe"]["max-complexity"] == 10


def test_only_the_app_reads_a_clock() -> None:
    clock = re.compile(r"\b(?:datetime\.now|date\.today|datetime\.utcnow|time\.time)\(")
    readers = {named(path) for path in files(".py") if clock.search(path.read_text(encoding="utf-8"))}
    assert {name for name in readers if name.startswith("wres_bot/")} <= {"wres_bot/app.py"}


DANGEROUS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "hashlib.md5", "hashlib.sha1", "hashlib.new",
    "yaml.load", "ssl._create_unverified_context", "tempfile.mktemp",
}  # fmt: skip
"""Runs what it is given, believes whoever answers, or can be forged."""
WORTH_READING = re.compile(
    r"\b(?:eval|exec|__import__|random|pickle|marshal|shelve|mktemp|xml)\b|(?<!re\.)\bcompile\(|\bos\.(?:system|popen)"
    r"|hashlib\.(?:md5|sha1|new)|yaml\.load|_unverified|(?:shell|verify|ssl|autoescape)=|execute\(|exec_driver_sql\("
)
"""To read the code of every file takes seconds."""
CARELESS = {("shell", True), ("autoescape", False), ("verify", False), ("ssl", False)}
FOR_CHANCE_ONLY = {"wres_bot/delivery/worker.py"}
"""Where pauses are spread; whatever nobody may guess comes from `secrets`."""
SAID_BY_US = {"wres_bot/store/engine.py", "wres_bot/store/backups.py"}
"""Where a statement is put together, of constants and of tables' names in quotes."""


def find_carelessness(node: ast.AST, file: str) -> str:
    """What this piece of code does that lets strangers in; empty where it does nothing of the kind."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = {getattr(node, "module", None), *(alias.name for alias in node.names)}
        bad = names & {"pickle", "marshal", "shelve", "xml.etree", "xml.dom"}
        return " ".join(map(str, bad)) or ("random" if "random" in names and file not in FOR_CHANCE_ONLY else "")
    if not isinstance(node, ast.Call):
        return ""
    of = node.func
    name = of.id if isinstance(of, ast.Name) else ""
    if isinstance(of, ast.Attribute):
        name = f"{of.value.id if isinstance(of.value, ast.Name) else ''}.{of.attr}"
    if name in DANGEROUS:
        return name
    if name.endswith((".execute", ".exec_driver_sql")) and file not in SAID_BY_US:
        return "words inside a statement" if isinstance(node.args[0], ast.JoinedStr) else ""
    given = [(word.arg, word.value.value) for word in node.keywords if isinstance(word.value, ast.Constant)]
    return " ".join(str(name) for name, value in given if (name, value) in CARELESS)


def test_no_code_runs_what_it_is_given_or_believes_whoever_answers() -> None:
    found = [
        f"{named(path)}:{getattr(node, 'lineno', 0)}: {what}"
        for path in files(".py")
        if named(path).startswith("wres_bot/") and WORTH_READING.search(code := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(code))
        if (what := find_carelessness(node, named(path)))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "eval(words)", "import pickle", "from random import choice", "run(words, shell=True)", "get(url, verify=False)",
        "os.system(words)", "hashlib.md5(words)", "db.execute(f'SELECT {words}')", "session.get(url, ssl=False)",
    ],
)  # fmt: skip
def test_carelessness_would_be_found(code: str) -> None:
    assert WORTH_READING.search(code)
    assert any(find_carelessness(node, "wres_bot/some.py") for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hash(file: str) -> None:
    text, pin = _read(file), r"^[\w.\[\]-]+==\S+"
    hashed = re.findall(pin + r"(?: ;[^\\\n]+)? *\\\n +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(hashed) == len(re.findall(pin, text, re.MULTILINE)) > 0
    assert "--require-hashes" in _read("Makefile") and "--require-hashes" in _read("Dockerfile")
    assert all("integrity" in part for name, part in json.loads(_read("package-lock.json"))["packages"].items() if name)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fences() -> Iterator[tuple[str, str]]:
    """Every block marked sh of the README and docs, with where it stands."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        if path.exists():
            text = path.read_text(encoding="utf-8")
            for match in re.finditer(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{named(path)}:{line}", match[1]


def typed(block: str) -> str:
    """The lines of a block that can run here: not those that never end, nor those for another place."""
    joined = re.sub(r"\\\n\s*", "", block)
    lines = [line for line in joined.splitlines() if line.strip() and not line.strip().startswith("#")]
    return "\n".join(line for line in lines if not line.strip().startswith((*BLOCKS_FOREVER, *FOR_ANOTHER_PLACE)))


@pytest.fixture(scope="module")
def with_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the bundled plans, which each block gets a copy of."""
    folder = tmp_path_factory.mktemp("docs")
    env = {**os.environ, "WRES_DATABASE_URL": "sqlite:///wres.db"}
    for words in (["migrate"], ["examples", "load"]):
        subprocess.run(
            [SCRIPTS / "wres-bot", *words], cwd=folder, env=env, check=True, timeout=PATIENCE, capture_output=True
        )
    return folder / "wres.db"


@pytest.mark.parametrize(("where", "block"), [pytest.param(*f, id=f[0]) for f in fences() if typed(f[1])])
def test_the_commands_in_the_documents_work(where: str, block: str, with_examples: Path, tmp_path: Path) -> None:
    if "wres-bot migrate" not in block:  # which begins from nothing
        shutil.copy(with_examples, tmp_path / "wres.db")
    (tmp_path / "config").symlink_to(ROOT / "config")
    env = {**os.environ, "PATH": f"{SCRIPTS}:{os.environ['PATH']}", "WRES_DATABASE_URL": "sqlite:///wres.db"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", typed(block)],
        cwd=tmp_path, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{where}\n{typed(block)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
