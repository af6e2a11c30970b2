"""Writes what the bot is made of: a CycloneDX list of its pinned packages, and the notices their licences ask for.

    python .ci/sbom.py --installed SITE_PACKAGES --folder FOLDER [--pins requirements.txt]

FOLDER gets sbom.cdx.json and NOTICES.txt. What is installed beside the pins is left out. Ends with 1, and says which,
when a pin is not installed there, or has no licence that may be shipped.
"""

import argparse
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Words of metadata, of classifiers and of SPDX alike; whatever contains none of them is not shipped before somebody
# has looked at it. LGPL is here for psycopg alone, which is used as it comes and may be replaced.
MAY_BE_SHIPPED = (
    "apache",
    "bsd",
    "mit",
    "mpl",
    "mozilla",
    "psf",
    "python",
    "isc",
    "zlib",
    "0bsd",
    "unlicense",
    "hpnd",
    "lgpl",
)
TEXT = re.compile(r"(?i)(^|[/.-])(licen[cs]e|copying|notice)s?([./_-]|$)")
NEVER = re.compile(r"(?<!l)\bgpl|agpl|\bgeneral public|sspl|proprietary|noncommercial", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package: its SHA-256 sums as pinned, the licence it names and the texts it brings."""

    name: str
    version: str
    sums: tuple[str, ...]
    licence: str
    texts: tuple[str, ...]


def read_pins(file: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name to version and sums, of those that this kind of machine installs."""
    pins: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entry in re.sub(r"\\\n", " ", file.read_text(encoding="utf-8")).splitlines():
        words, *sums = entry.split("--hash=sha256:")
        if not words.strip() or words.lstrip().startswith("#"):
            continue
        asked = Requirement(words.strip())
        if asked.marker is None or asked.marker.evaluate():
            [pin] = asked.specifier
            pins[canonicalize_name(asked.name)] = (pin.version, tuple(each.split()[0] for each in sums))
    return pins


def read_packages(installed: Path, pins: dict[str, tuple[str, tuple[str, ...]]]) -> list[Package]:
    """Each pin as it is installed in that folder. Raises LookupError naming those that are not there as pinned."""
    there: dict[str, Distribution] = {
        canonicalize_name(each.name): each for each in distributions(path=[str(installed)])
    }
    wrong = [
        f"{name} {pin}" for name, (pin, _) in sorted(pins.items()) if name not in there or there[name].version != pin
    ]
    if wrong:
        raise LookupError(f"not installed as pinned: {', '.join(wrong)}")
    return [
        Package(name, pin, sums, read_licence(there[name]), tuple(read_texts(there[name])))
        for name, (pin, sums) in sorted(pins.items())
    ]


def read_licence(package: Distribution) -> str:
    """The expression, else the classifiers, else the first line of the free text: the newest way first."""
    told = package.metadata
    classifiers = [each.split(" :: ")[-1] for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    named = [each for each in classifiers if each != "OSI Approved"]
    expression, free = ((told.get_all(name) or [""])[0].strip() for name in ("License-Expression", "License"))
    return expression or " AND ".join(named) or free.split("\n")[0][:80]


def read_texts(package: Distribution) -> Iterator[str]:
    for file in package.files or []:
        if file.suffix not in (".py", ".pyc") and TEXT.search(str(file)):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def find_unshippable(packages: list[Package]) -> list[str]:
    """Those whose licence is unknown here, or forbids what we do; each with what it says."""
    return [
        f"{each.name}: {each.licence or 'no licence named'}"
        for each in packages
        if NEVER.search(each.licence) or not any(word in each.licence.lower() for word in MAY_BE_SHIPPED)
    ]


def make_sbom(packages: list[Package]) -> str:
    """CycloneDX 1.6 as JSON; the same packages give the same components."""
    licences = LicenseFactory()
    bom = Bom(
        components=[
            Component(
                name=each.name, version=each.version, type=ComponentType.LIBRARY,
                bom_ref=f"{each.name}@{each.version}",
                purl=PackageURL("pypi", name=each.name, version=each.version),
                licenses=[licences.make_from_string(each.licence)],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each.sums[0])] if len(each.sums) == 1 else [],
            )
            for each in packages
        ]
    )  # fmt: skip
    bom.metadata.component = Component(name="wres-bot", type=ComponentType.APPLICATION, bom_ref="wres-bot")
    bom.register_dependency(bom.metadata.component, bom.components)
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)


def make_notices(packages: list[Package]) -> str:
    parts = [
        "\n".join([f"{each.name} {each.version}", each.licence, "", *(text.strip() + "\n" for text in each.texts)])
        for each in packages
    ]
    return f"\n{'=' * 80}\n".join(["wres_bot ships these packages, each under its own licence.\n", *parts])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--installed", type=Path, default=Path(sysconfig.get_path("purelib")))
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--pins", type=Path, default=Path(__file__).parent.parent / "requirements.txt")
    given = asked.parse_args()
    try:
        packages = read_packages(given.installed, read_pins(given.pins))
    except LookupError as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 1
    given.folder.mkdir(parents=True, exist_ok=True)
    (given.folder / "sbom.cdx.json").write_text(make_sbom(packages) + "\n", encoding="utf-8")
    (given.folder / "NOTICES.txt").write_text(make_notices(packages), encoding="utf-8")
    print(f"{len(packages)} packages: {given.folder / 'sbom.cdx.json'}, {given.folder / 'NOTICES.txt'}")
    if bad := find_unshippable(packages):
        print("Look at these licences before anything is shipped:", *bad, sep="\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
