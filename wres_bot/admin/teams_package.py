"""Owns the app package for Microsoft Teams: the manifest filled in from settings, and its icons. Holds no secret."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from wres_bot.domain.errors import ConfigError, UserError

FILES = ("color.png", "outline.png")
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_VERSION = re.compile(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}")
_LONGEST_PUBLISHER = 32
"""Characters Teams shows of who makes an app."""


@dataclass(frozen=True)
class PackageDetails:
    """What people and administrators are shown of who runs the bot. Empty addresses are pages the bot serves itself."""

    publisher: str = "wres_bot"
    website: str = ""
    privacy: str = ""
    terms: str = ""
    version: str = "1.0.0"


def build_package(folder: Path, client_id: str | None, public_url: str | None, about: PackageDetails) -> bytes:
    """The zip a Teams administrator uploads: the same settings give the same bytes."""
    manifest = build_manifest(folder, client_id, public_url, about)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as zipped:
        _add(zipped, "manifest.json", (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
        for name in FILES:
            _add(zipped, name, (folder / name).read_bytes())
    return made.getvalue()


def build_manifest(
    folder: Path, client_id: str | None, public_url: str | None, about: PackageDetails
) -> dict[str, object]:
    if not client_id:
        raise ConfigError(
            "TEAMS_CLIENT_ID is missing: the Application (client) ID of the bot's registration in Microsoft Entra. "
            "docs/teams-setup.md says where it is."
        )
    if not _GUID.fullmatch(client_id):
        raise ConfigError(f"TEAMS_CLIENT_ID is {client_id!r}: it looks like 00000000-0000-0000-0000-000000000000.")
    if not public_url:
        raise ConfigError("WRES_PUBLIC_URL is missing: the https:// address at which Teams and people reach the bot.")
    if not _is_https_address(public_url):
        raise ConfigError(f"WRES_PUBLIC_URL is {public_url!r}: Teams takes only an address that begins with https://")
    if urlsplit(public_url).query or urlsplit(public_url).fragment:
        raise ConfigError(f"WRES_PUBLIC_URL is {public_url!r}: leave out what comes after ? or #.")
    if not _VERSION.fullmatch(about.version):
        raise UserError(
            f"--app-version is {about.version!r}: three numbers, such as 1.0.1, above the last one uploaded."
        )
    if not 0 < len(about.publisher.strip()) <= _LONGEST_PUBLISHER:
        raise UserError(f"The publisher's name has 1 to {_LONGEST_PUBLISHER} characters, as Teams shows no more.")
    own = f"{public_url.rstrip('/')}/about"
    values = {
        "client_id": client_id.lower(),
        "host": urlsplit(public_url).hostname,
        "publisher": about.publisher.strip(),
        "version": about.version,
        "website": _require_https_address(about.website, "--website") or own,
        "privacy": _require_https_address(about.privacy, "--privacy") or f"{own}/privacy",
        "terms": _require_https_address(about.terms, "--terms") or f"{own}/terms",
    }
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {name: _fill_in(value, values) for name, value in found.items()}


def _is_https_address(given: str) -> bool:
    """Nobody's sign-in belongs into what everybody in the organisation can read."""
    try:
        parts = urlsplit(given)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False


def _require_https_address(given: str, option: str) -> str:
    if given and not _is_https_address(given):
        raise UserError(f"{option} is {given!r}: give an address that begins with https://")
    return given


def _fill_in(part: object, values: dict[str, str | None]) -> object:
    """In the values, not in the text: nothing in a name or address can turn into another line of the manifest."""
    if isinstance(part, dict):
        return {name: _fill_in(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [_fill_in(value, values) for value in part]
    return Template(part).substitute(values) if isinstance(part, str) and "${" in part else part


def _add(zipped: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Without the moment or the machine it was made on."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    zipped.writestr(entry, content)
