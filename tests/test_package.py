"""Checks that what is shipped runs: the Dockerfile's steps by hand, in an empty folder. Knows no inner part."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from tests.patience import PATIENCE
from tests.standins.slack import SlackServer
from tests.world.vocabulary import EDI

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SOURCES = ("pyproject.toml", "LICENSE", "wres_bot", "migrations", "config")


def run(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done


def pip_steps(step: str) -> list[str]:
    """The words of the Dockerfile's own `pip wheel` or `pip install` step, so that the two cannot part."""
    found = re.search(rf"-m pip (?:--python \S+ )?({step} --no-deps .*?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
    assert found, f"the Dockerfile has no `pip {step} --no-deps` step"
    return found[1].split()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what the Dockerfile copies, by the command it uses."""
    source = tmp_path_factory.mktemp("src")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        assert re.search(rf"^COPY (?:\S+ )*{name}\b", DOCKERFILE, re.MULTILINE), f"the Dockerfile does not copy {name}"
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=ignore)
        else:
            shutil.copy(path, source)
    out = tmp_path_factory.mktemp("wheels")
    run(sys.executable, "-m", "pip", *(str(out) if w == "/wheels" else w for w in pip_steps("wheel")), cwd=source)
    [made] = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a clean environment: wres_bot from the wheel alone, its dependencies lent by ours."""
    folder = tmp_path_factory.mktemp("opt") / "wres"
    venv.create(folder, with_pip=False)
    scripts = folder / "bin"
    words = [str(wheel) if word.startswith("/wheels") else word for word in pip_steps("install")]
    run(sys.executable, "-m", "pip", "--python", scripts / "python", *words, cwd=folder)
    library = next((folder / "lib").glob("python*")) / "site-packages"
    # A line in a .pth file lends the packages but not the .pth files among them, so never this checkout.
    (library / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run(scripts / "python", "-m", "compileall", "-q", library / "wres_bot", cwd=folder)
    return scripts


@pytest.fixture
def env(installed: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
    return {**kept, "PATH": f"{installed}:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_wheel_holds_what_a_run_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "wres_bot/_bundled/migrations/env.py" in names
    assert any(re.fullmatch(r"wres_bot/_bundled/migrations/versions/0001_.*\.py", name) for name in names)
    assert any(name.startswith("wres_bot/_bundled/config/examples/") for name in names)
    assert not [n for n in names if re.search(r"(^|/)(tests|node_modules|__pycache__|secrets|\.env)(/|$)", n)]
    assert {name.split("/")[0] for name in names} == {"wres_bot", "wres_bot-0.1.0.dist-info"}


def test_the_installed_bot_works_in_an_empty_folder(installed: Path, env: dict[str, str], tmp_path: Path) -> None:
    where = run("python", "-c", "import wres_bot; print(wres_bot.__file__)", cwd=tmp_path, env=env).stdout
    assert Path(where.strip()).is_relative_to(installed.parent)
    run("wres-bot", "migrate", cwd=tmp_path, env=env)
    run("wres-bot", "examples", "load", cwd=tmp_path, env=env)
    run("wres-bot", "doctor", cwd=tmp_path, env=env)
    listed = run("wres-bot", "plan", "list", "--json", cwd=tmp_path, env=env).stdout
    assert sum(plan["actions"] for plan in json.loads(listed)) == 136
    said = run(
        "wres-bot", "say", "--as", EDI, "--at", "2021-01-04T09:00", "update 3.1 done", cwd=tmp_path, env=env
    ).stdout
    assert "3.1" in said
    shown = run("wres-bot", "say", "--as", EDI, "--at", "2021-01-04T09:01", "show 3.1", cwd=tmp_path, env=env)
    assert "done" in shown.stdout.lower()
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("wres.db-")) == ["wres.db"]


@pytest.fixture
def served(
    env: dict[str, str], tmp_path: Path, slack_server: SlackServer
) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """`wres-bot serve` as the image starts it, its secrets in files as the compose file gives them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name, secret in (("token", slack_server.token), ("signing_secret", slack_server.signing_secret)):
        (tmp_path / name).write_text(f"{secret}\n")
    env = {
        **env,
        "WRES_PORT": str(port),
        "SLACK_API_URL": slack_server.api_url,
        "SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"),
        "SLACK_SIGNING_SECRET_FILE": str(tmp_path / "signing_secret"),
    }
    run("wres-bot", "migrate", cwd=tmp_path, env=env)
    command = json.loads(re.findall(r"^CMD (\[.*\])", DOCKERFILE, re.MULTILINE)[-1])
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log, text=True)
    yield process, env
    if process.poll() is None:
        process.kill()
        process.wait()


def test_the_image_says_it_is_well_and_stops_when_asked(
    served: tuple[subprocess.Popen[str], dict[str, str]], tmp_path: Path
) -> None:
    process, env = served
    check = json.loads(re.findall(r"^  CMD (\[.*\])", DOCKERFILE, re.MULTILINE)[0])
    end = monotonic() + PATIENCE
    while subprocess.run(check, env=env, cwd=tmp_path, capture_output=True, timeout=PATIENCE, check=False).returncode:
        assert process.poll() is None and monotonic() < end, (tmp_path / "log").read_text()
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)  # a little, and no longer once it has ended
    run(*check, cwd=tmp_path, env=env)
    process.send_signal(signal.SIGTERM)
    # The server raises the signal again once it has shut down in order, so that whoever sent it can tell.
    assert process.wait(PATIENCE) in (0, -signal.SIGTERM)
    log = (tmp_path / "log").read_text()
    assert '"event": "stopped"' in log
    assert "Traceback" not in log


def test_the_compose_file_is_one() -> None:
    scripts = Path(sys.executable).parent
    file = ROOT / "config" / "compose.yaml"
    run(scripts / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file, cwd=ROOT)
