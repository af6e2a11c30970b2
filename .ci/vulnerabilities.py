"""Looks for known vulnerabilities of our pins in an export of OSV's database, which somebody has fetched beforehand.

    python .ci/vulnerabilities.py EXPORT --on 2026-11-27 [--pins requirements.txt …] [--accepted FILE]

EXPORT is the zip that OSV offers for PyPI, or a folder of its JSON files. Ends with 0 when every pin was checked and
none is affected; with 1 when one is, or could not be checked; with 2 when the export is of no use (no advisory of PyPI
in it, a file that is not one, nothing newer than a fortnight). An advisory may be accepted in a TOML file, with a
reason and an end:

    [[accepted]]
    id = "GHSA-…"
    reason = "we never call it"
    until = 2027-01-31

Source of the rules: the OSV schema, "Evaluation" (a version listed is affected; else events in order decide).
"""

import argparse
import json
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

STALE = timedelta(days=14)
Verdict = Literal["affected", "unaffected", "cannot tell"]


class UselessExport(Exception):
    """What the path names cannot tell anything about our pins; the message says why."""


@dataclass(frozen=True, slots=True)
class Finding:
    package: str
    version: str
    advisory: str
    verdict: Verdict
    summary: str


def read_pins(files: Iterable[Path]) -> tuple[dict[str, set[str]], list[str]]:
    """Name to the versions pinned, whatever machine they are for; and the entries that pin no single version."""
    pins: dict[str, set[str]] = {}
    loose: list[str] = []
    for file in files:
        for entry in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            words = entry.split("#")[0].split("--hash")[0].strip()
            if not words:
                continue
            asked = Requirement(words)
            exact = [each.version for each in asked.specifier if each.operator == "==" and "*" not in each.version]
            if len(exact) == len(asked.specifier) == 1:
                pins.setdefault(canonicalize_name(asked.name), set()).add(exact[0])
            else:
                loose.append(words)
    return pins, loose


def read_advisories(export: Path, on: date) -> list[dict[str, Any]]:
    """All of the export. Raises UselessExport."""
    try:
        found = [json.loads(text) for text in _read_files(export)]
    except (OSError, ValueError, zipfile.BadZipFile) as wrong:
        raise UselessExport(f"{export} cannot be read: {wrong}") from wrong
    if not all(isinstance(each, dict) and {"id", "modified"} <= each.keys() for each in found):
        raise UselessExport(f"{export} holds files that are no advisories.")
    if not any(_names_pypi(each) for each in found):
        raise UselessExport(f"{export} holds no advisory about a package of PyPI.")
    newest = max(datetime.fromisoformat(each["modified"]).date() for each in found)
    if on - newest > STALE:
        raise UselessExport(f"{export} knows nothing newer than {newest}: fetch it again.")
    return found


def _read_files(export: Path) -> Iterator[str]:
    if export.is_dir():
        yield from (file.read_text(encoding="utf-8") for file in sorted(export.glob("**/*.json")))
        return
    with zipfile.ZipFile(export) as pack:
        yield from (pack.read(name).decode() for name in pack.namelist() if name.endswith(".json"))


def _names_pypi(advisory: Mapping[str, Any]) -> bool:
    return any(_is_pypi(each) for each in advisory.get("affected", ()))


def _is_pypi(affected: Mapping[str, Any]) -> bool:
    return str(affected.get("package", {}).get("ecosystem", "")).split(":")[0] == "PyPI"


def judge(affected: Mapping[str, Any], version: str) -> Verdict:
    """What one advisory's entry for a package says of one version of it."""
    if version in affected.get("versions", ()):
        return "affected"
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    if not ranges:
        return "unaffected" if affected.get("versions") else "cannot tell"
    try:
        return "affected" if any(_is_within(each["events"], Version(version)) for each in ranges) else "unaffected"
    except (InvalidVersion, KeyError):
        return "cannot tell"


def _is_within(events: Sequence[Mapping[str, str]], version: Version) -> bool:
    """Events in the order of their versions: each that lies at or before ours switches."""
    found, limits = False, [each["limit"] for each in events if "limit" in each]
    if limits and not any(each == "*" or version < Version(each) for each in limits):
        return False
    steps = sorted((_read_version(at), kind) for each in events for kind, at in each.items() if kind != "limit")
    for at, kind in steps:
        if kind == "last_affected":
            found = found and version <= at
        elif at <= version:
            found = kind == "introduced"
    return found


def _read_version(words: str) -> Version:
    return Version("0.dev0") if words == "0" else Version(words)


def find(advisories: Iterable[Mapping[str, Any]], pins: Mapping[str, set[str]]) -> list[Finding]:
    return sorted(
        (
            Finding(name, version, str(advisory["id"]), verdict, str(advisory.get("summary", "")))
            for advisory in advisories
            if not advisory.get("withdrawn")
            for affected in advisory.get("affected", ())
            if _is_pypi(affected) and (name := canonicalize_name(affected["package"]["name"])) in pins
            for version in pins[name]
            if (verdict := judge(affected, version)) != "unaffected"
        ),
        key=lambda each: (each.package, each.advisory),
    )


def read_accepted(file: Path | None, on: date) -> dict[str, str]:
    """Advisory to reason, of those whose end has not passed. Raises KeyError where a line lacks either."""
    if file is None:
        return {}
    told = tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", ())
    return {each["id"]: each["reason"] for each in told if on <= each["until"]}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("export", type=Path)
    asked.add_argument("--on", type=date.fromisoformat, required=True)
    asked.add_argument("--pins", type=Path, nargs="+", default=[Path(__file__).parent.parent / "requirements.txt"])
    asked.add_argument("--accepted", type=Path)
    given = asked.parse_args()
    pins, loose = read_pins(given.pins)
    try:
        advisories = read_advisories(given.export, given.on)
    except UselessExport as wrong:
        print(wrong, file=sys.stderr)
        return 2
    accepted = read_accepted(given.accepted, given.on)
    found = find(advisories, pins)
    open_ = [each for each in found if each.advisory not in accepted]
    for each in loose:
        print(f"COULD NOT CHECK {each}: it pins no version")
    for one in found:
        mark = "accepted" if one not in open_ else "COULD NOT CHECK" if one.verdict == "cannot tell" else "AFFECTED"
        print(f"{mark} {one.package} {one.version}: {one.advisory} {accepted.get(one.advisory, one.summary)}")
    print(f"{len(pins)} packages against {len(advisories)} advisories: {len(open_) + len(loose)} to look at.")
    return 1 if open_ or loose else 0


if __name__ == "__main__":
    sys.exit(main())
