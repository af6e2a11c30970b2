"""The app package for Teams: valid against Microsoft's own schema, the same bytes each time, and without a secret."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]
from PIL import Image

from tests.admin.commandline import CommandLine
from wres_bot.admin.teams_package import PackageDetails, build_manifest, build_package
from wres_bot.domain.errors import ConfigError, UserError
from wres_bot.parser.command_types import Command
from wres_bot.parser.grammar import parse
from wres_bot.parser.verbs import ALL
from wres_bot.resources import find_shipped

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = ROOT / "node_modules/@microsoft/app-manifest/build/json-schemas/teams"
CLIENT, PUBLIC = "0f0e0d0c-1111-4222-8333-abcdefabcdef", "https://wres.esneft.example"


def made(**more: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(
        io.BytesIO(build_package(find_shipped("config/teams"), CLIENT, PUBLIC, PackageDetails(**more)))
    )


def manifest(**more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made(**more).read("manifest.json"))
    return found


def schema(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"v{version}/MicrosoftTeams.schema.json").read_text())
    return found


def problems(found: dict[str, Any]) -> list[str]:
    check = Draft4Validator(schema(found["manifestVersion"]), format_checker=FormatChecker())
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in check.iter_errors(found)]


def test_the_manifest_is_valid_against_microsofts_published_schema() -> None:
    found = manifest()
    assert problems(found) == []
    assert found["$schema"].endswith(f"/v{found['manifestVersion']}/MicrosoftTeams.schema.json")


@pytest.mark.parametrize(
    "spoil",
    [{"id": "wres"}, {"developer": {}}, {"bots": [{"botId": CLIENT, "scopes": ["everywhere"]}]},
     {"accentColor": "blue"}, {"name": {"short": "x" * 31}}, {"secret": "s"}],
)  # fmt: skip
def test_that_schema_would_have_caught_a_mistake(spoil: dict[str, Any]) -> None:
    assert problems(manifest() | spoil)


def test_it_holds_what_teams_asks_for_and_nothing_else() -> None:
    assert made().namelist() == ["manifest.json", "color.png", "outline.png"]
    found = manifest()
    assert found["id"] == found["bots"][0]["botId"] == CLIENT
    assert found["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert found["validDomains"] == ["wres.esneft.example"]
    assert found["developer"]["privacyUrl"] == f"{PUBLIC}/about/privacy"
    assert "${" not in json.dumps(found)


def test_the_icons_have_the_two_sizes() -> None:
    color, outline = (Image.open(io.BytesIO(made().read(name))) for name in ("color.png", "outline.png"))
    assert (color.format, color.size) == ("PNG", (192, 192))
    assert (outline.format, outline.size, outline.mode) == ("PNG", (32, 32), "RGBA")
    red, green, blue, alpha = outline.split()
    assert {band.getextrema() for band in (red, green, blue)} == {(255, 255)}  # white on nothing, as Teams wants it
    assert alpha.getextrema() == (0, 255)


def test_every_command_it_offers_is_one_that_works() -> None:
    lists = manifest()["bots"][0]["commandLists"]
    assert [each["scopes"] for each in lists] == [["personal"], ["team", "groupChat"]]
    for each in lists:
        assert len(each["commands"]) <= 10
        for command in each["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128
            said = parse(command["title"], ALL)
            assert isinstance(said, tuple) and isinstance(said[0], Command)
            if example := re.search(r": (\w+ 2\.3.*)$", command["description"]):
                assert isinstance(parse(example[1], ALL), tuple)


def test_the_same_settings_give_the_same_bytes() -> None:
    folder = find_shipped("config/teams")
    assert build_package(folder, CLIENT, PUBLIC, PackageDetails()) == build_package(
        folder, CLIENT.upper(), f"{PUBLIC}/", PackageDetails()
    )


def test_what_an_organisation_says_of_itself_is_kept_as_words() -> None:
    found = manifest(publisher='Trust", "id": "x', privacy="https://trust.example/privacy?a=1&b=${client_id}")
    assert found["developer"]["name"] == 'Trust", "id": "x'
    assert found["developer"]["privacyUrl"].endswith("b=${client_id}")
    assert problems(found) == []


@pytest.mark.parametrize(
    ("client", "public", "says"),
    [(None, PUBLIC, "TEAMS_CLIENT_ID is missing"), ("wres", PUBLIC, "TEAMS_CLIENT_ID is 'wres'"),
     (CLIENT, None, "WRES_PUBLIC_URL is missing"), (CLIENT, "http://wres.example", "begins with https://"),
     (CLIENT, "https://", "begins with https://"), (CLIENT, "https://[", "begins with https://"),
     (CLIENT, "https://a:b@wres.example", "begins with https://"), (CLIENT, f"{PUBLIC}?a=1", "after ? or #")],
)  # fmt: skip
def test_a_missing_setting_is_named(client: str | None, public: str | None, says: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(says)):
        build_manifest(find_shipped("config/teams"), client, public, PackageDetails())


def test_the_command_writes_the_zip_and_no_secret(cli: CommandLine) -> None:
    assert "TEAMS_CLIENT_ID is missing" in cli.refused("teams", "package", code=2, env={"WRES_PUBLIC_URL": PUBLIC})
    env = {"TEAMS_CLIENT_ID": CLIENT, "TEAMS_CLIENT_SECRET": "hush-hush", "TEAMS_TENANT_ID": CLIENT,
           "WRES_PUBLIC_URL": PUBLIC}  # fmt: skip
    assert "app.zip is ready" in cli("teams", "package", "--out", "app.zip", "--publisher", "ESNEFT", env=env)
    written = (cli.folder / "app.zip").read_bytes()
    assert b"hush-hush" not in written
    assert b"ESNEFT" in written
    assert "cannot be written" in cli.refused("teams", "package", "--out", "nowhere/app.zip", env=env)


def test_a_changed_package_has_a_higher_number_as_teams_demands() -> None:
    found = manifest(version="1.0.12")
    assert found["version"] == "1.0.12"
    assert problems(found) == []
    for wrong in ("", "1.0", "1.0.x", "01.0.0", "1.0.0\n"):
        with pytest.raises(UserError, match="--app-version"):
            manifest(version=wrong)


@pytest.mark.parametrize(
    "about", [PackageDetails(publisher=""), PackageDetails(publisher="x" * 33), PackageDetails(terms="trust.example")]
)
def test_what_teams_would_refuse_is_refused_here(about: PackageDetails) -> None:
    with pytest.raises(UserError):
        build_package(find_shipped("config/teams"), CLIENT, PUBLIC, about)
