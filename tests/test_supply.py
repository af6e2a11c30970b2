"""Checks what is said of the packages we ship: which they are, under which licences, which are known to be broken."""

import io
import json
import runpy
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-27"


def run(script: str, *words: str | Path) -> tuple[int, str]:
    """How it ends and all that it says. In this process, as starting one takes longer than what is tested."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setattr(sys, "argv", [script, *map(str, words)])
        with pytest.raises(SystemExit) as end:
            runpy.run_path(str(ROOT / ".ci" / script), run_name="__main__")
    assert isinstance(end.value.code, int)
    return end.value.code, said.getvalue()


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make sbom` writes."""
    folder = tmp_path_factory.mktemp("dist")
    code, said = run("sbom.py", "--folder", folder)
    assert code == 0, said
    return folder


def test_every_package_we_ship_is_listed_with_its_version_and_licence(described: Path) -> None:
    listed = json.loads((described / "sbom.cdx.json").read_text())["components"]
    pinned = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    names = {each["name"] for each in listed}
    assert names <= pinned
    assert {"psycopg", "slack-bolt", "sqlmodel", "pandas", "apscheduler"} <= names
    assert not names & {"hatchling", "pytest", "cyclonedx-python-lib"}, "what builds and tests is not shipped"
    assert all(each["version"] and each["licenses"] and each["purl"] for each in listed)


def test_the_list_is_one(described: Path) -> None:
    told = json.loads((described / "sbom.cdx.json").read_text())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    [ours] = [each for each in told["dependencies"] if each["ref"] == "wres-bot"]
    assert len(ours["dependsOn"]) == len(told["components"])


def test_the_licence_that_asks_for_its_notice_has_it(described: Path) -> None:
    notices = (described / "NOTICES.txt").read_text()
    psycopg = notices.split("\npsycopg 3")[1].split("=" * 80)[0]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in psycopg


def installed(folder: Path, name: str, licence: str) -> Path:
    """A folder in which that package is installed, as pip leaves it, and the pin that asks for it."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *([licence] if licence else [])]
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    (info / "RECORD").write_text("")
    pins = folder / "pins.txt"
    pins.write_text(f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    return pins


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("License-Expression: MIT", True),
        ("License-Expression: LGPL-3.0-only", True),
        ("Classifier: License :: OSI Approved :: Apache Software License", True),
        ("License-Expression: GPL-3.0-or-later", False),
        ("License-Expression: MIT AND AGPL-3.0-only", False),
        ("Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)", False),
        ("License: Proprietary", False),
        ("License: Do What You Like 7.0", False),
        ("", False),
    ],
)
def test_a_licence_nobody_has_looked_at_ends_the_build(licence: str, may: bool, tmp_path: Path) -> None:
    pins = installed(tmp_path, "thing", licence)
    code, said = run("sbom.py", "--installed", tmp_path, "--folder", tmp_path / "out", "--pins", pins)
    assert code == (0 if may else 1), said
    assert may or "thing: " in said


def test_a_pin_that_is_not_what_is_installed_is_told(tmp_path: Path) -> None:
    pins = installed(tmp_path, "thing", "License-Expression: MIT")
    pins.write_text("thing==1.1\nother==2\n")
    code, said = run("sbom.py", "--installed", tmp_path, "--folder", tmp_path / "out", "--pins", pins)
    assert (code, said.strip()) == (1, "not installed as pinned: other 2, thing 1.1")


def advisory(package: str = "thing", ecosystem: str = "PyPI", **more: Any) -> dict[str, Any]:
    affected = {"package": {"name": package, "ecosystem": ecosystem}}
    affected |= {name: more.pop(name) for name in ("versions", "ranges") if name in more}
    return {"id": "PYSEC-2026-1", "modified": "2026-11-26T00:00:00Z", "affected": [affected], **more}


def between(*events: dict[str, str], type_: str = "ECOSYSTEM") -> list[dict[str, Any]]:
    return [{"type": type_, "events": list(events)}]


def look(folder: Path, pins: str, *advisories: dict[str, Any], zipped: bool = False, more: str = "") -> tuple[int, str]:
    """What the check says of those pins with an export of those advisories, among others of no concern."""
    export = folder / "export"
    export.mkdir()
    for number, each in enumerate([advisory("bystander", versions=["9"]), *advisories]):
        (export / f"{number}.json").write_text(json.dumps(each))
    if zipped:
        with zipfile.ZipFile(folder / "all.zip", "w") as pack:
            for file in export.iterdir():
                pack.write(file, file.name)
        export = folder / "all.zip"
    (folder / "pins.txt").write_text(pins)
    (folder / "accepted.toml").write_text(more)
    return run(
        "vulnerabilities.py",
        export,
        "--on",
        TODAY,
        "--pins",
        folder / "pins.txt",
        "--accepted",
        folder / "accepted.toml",
    )


INTRODUCED, FIXED, LAST = {"introduced": "1.2"}, {"fixed": "1.4"}, {"last_affected": "1.4"}


@pytest.mark.parametrize(
    ("version", "events", "affected"),
    [
        ("1.1.9", (INTRODUCED, FIXED), False),
        ("1.2", (INTRODUCED, FIXED), True),
        ("1.3.9", (INTRODUCED, FIXED), True),
        ("1.4", (INTRODUCED, FIXED), False),
        ("1.4rc1", (INTRODUCED, FIXED), True),
        ("1.4", (INTRODUCED, LAST), True),
        ("1.4.1", (INTRODUCED, LAST), False),
        ("0.0.1", ({"introduced": "0"}, FIXED), True),
        ("99", ({"introduced": "0"},), True),
        ("2.5", (FIXED, INTRODUCED, {"introduced": "2"}, {"fixed": "3"}), True),
        ("1.5", (FIXED, INTRODUCED, {"introduced": "2"}, {"fixed": "3"}), False),
        ("1.3", (INTRODUCED, {"limit": "1.3"}), False),
    ],
)
def test_a_pin_within_what_is_broken_is_found(
    version: str, events: tuple[dict[str, str], ...], affected: bool, tmp_path: Path
) -> None:
    code, said = look(tmp_path, f"thing=={version}\n", advisory(ranges=between(*events)))
    assert code == int(affected), said
    assert (f"AFFECTED thing {version}: PYSEC-2026-1" in said) is affected


def test_the_zip_that_osv_offers_is_read_and_names_are_spelt_in_any_way(tmp_path: Path) -> None:
    code, said = look(
        tmp_path, "Some_Thing==2.0 ; python_version > '3'\n", advisory("some.thing", versions=["2.0"]), zipped=True
    )
    assert (code, "AFFECTED some-thing 2.0" in said) == (1, True), said


@pytest.mark.parametrize(
    "told",
    [
        {"ranges": between(INTRODUCED, FIXED, type_="GIT")},
        {"ranges": between({"introduced": "a commit"})},
        {},
    ],
)
def test_what_cannot_be_told_is_a_failure(told: dict[str, Any], tmp_path: Path) -> None:
    code, said = look(tmp_path, "thing==1.0\n", advisory(**told))
    assert code == 1
    assert "COULD NOT CHECK thing 1.0: PYSEC-2026-1" in said


@pytest.mark.parametrize("pin", ["thing>=1", "thing", "thing==1.*", "thing>1,<2"])
def test_an_entry_that_pins_nothing_is_a_failure(pin: str, tmp_path: Path) -> None:
    code, said = look(tmp_path, f"{pin}\n")
    assert (code, f"COULD NOT CHECK {pin}: it pins no version" in said) == (1, True)


def test_what_was_withdrawn_or_is_of_another_world_is_no_finding(tmp_path: Path) -> None:
    withdrawn = advisory(versions=["1.0"], withdrawn="2026-11-01T00:00:00Z")
    code, said = look(tmp_path, "thing==1.0\n", withdrawn, advisory(ecosystem="npm", versions=["1.0"]))
    assert code == 0, said


@pytest.mark.parametrize(("until", "code"), [("2026-11-26", 1), (TODAY, 0)])
def test_what_was_accepted_comes_back_when_its_time_is_over(until: str, code: int, tmp_path: Path) -> None:
    accepted = f'[[accepted]]\nid = "PYSEC-2026-1"\nreason = "we never call it"\nuntil = {until}\n'
    got, said = look(tmp_path, "thing==1.0\n", advisory(versions=["1.0"]), more=accepted)
    assert (got, "we never call it" in said) == (code, code == 0)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no advisory about a package of PyPI"),
        ({"a.json": advisory(ecosystem="npm", versions=["1"])}, "holds no advisory about a package of PyPI"),
        ({"a.json": {"name": "package"}}, "holds files that are no advisories"),
        ({"a.json": advisory() | {"modified": "2026-11-12T23:59:59Z"}}, "knows nothing newer than 2026-11-12"),
    ],
)
def test_an_export_that_can_tell_nothing_is_no_pass(files: dict[str, Any], said: str, tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    code, told = run("vulnerabilities.py", tmp_path, "--on", TODAY)
    assert (code, said in told) == (2, True), told


def test_an_export_that_is_not_there_is_no_pass(tmp_path: Path) -> None:
    assert run("vulnerabilities.py", tmp_path / "all.zip", "--on", TODAY)[0] == 2


def test_nothing_that_installs_is_left_where_the_bot_runs() -> None:
    """The running stage takes an environment that was made without pip, and takes the image's own away."""
    built, running = (ROOT / "Dockerfile").read_text().split("FROM ${PYTHON_IMAGE}\n")
    assert "python -m venv --without-pip /opt/wres" in built
    assert "pip uninstall --yes" in running
    assert [line.split()[1:3] for line in running.splitlines() if line.startswith("COPY")] == [
        ["--from=build", "/opt/wres"]
    ]
