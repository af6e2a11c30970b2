"""Checks that what the bot is deployed with fits the published schemas, the settings it reads and each other."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from tests.patience import PATIENCE
from wres_bot.config import PLATFORMS, Settings, list_variables

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "config"
BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((CONFIG / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
IMAGES = [COMPOSE["services"][name]["image"] for name in ("database", "proxy")]
MANIFESTS: dict[str, Any] = {
    each["kind"]: each for each in yaml.safe_load_all((CONFIG / "kubernetes.yaml").read_text())
}
PODS = {kind: MANIFESTS[kind]["spec"]["template"] for kind in ("Job", "Deployment")}
PATHS = {"/health/live", "/health/ready"}


def run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def names() -> set[str]:
    """Every environment variable that the bot and its platforms read."""
    models: tuple[type[BaseModel], ...] = (Settings, *(each.load() for each in PLATFORMS))
    fields = {name for model in models for name in list_variables(model)}
    return fields | {f"{name}_FILE" for name in fields}


def test_the_compose_file_fits_its_schema() -> None:
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", CONFIG / "compose.yaml")


def test_the_kubernetes_file_fits_its_schemas_and_has_no_unknown_words() -> None:
    run(BIN / "kubernetes-validate", "--strict", "--no-warn", CONFIG / "kubernetes.yaml")


def test_both_run_two_replicas_after_a_migration() -> None:
    assert SERVICES["bot"]["deploy"]["replicas"] == MANIFESTS["Deployment"]["spec"]["replicas"] == 2
    assert SERVICES["bot"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    for migrate in (SERVICES["migrate"]["command"], PODS["Job"]["spec"]["containers"][0]["command"]):
        assert migrate == ["wres-bot", "migrate"]


def test_only_the_proxy_has_a_port_on_the_machine_and_only_for_the_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"proxy": ["127.0.0.1:8000:8000"]}
    assert re.search(r"server bot:8000 resolve", (CONFIG / "nginx.conf").read_text())


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_rights_it_does_not_need(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("kind", PODS)
def test_a_pod_is_not_root_and_writes_nothing_but_its_own_tmp(kind: str) -> None:
    pod = PODS[kind]["spec"]
    [container] = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert f"useradd --uid {pod['securityContext']['runAsUser']} " in (ROOT / "Dockerfile").read_text()


def test_secrets_come_as_files_that_are_mounted_where_they_are_looked_for() -> None:
    [container] = PODS["Deployment"]["spec"]["containers"]
    [folder] = [mount["mountPath"] for mount in container["volumeMounts"] if mount["name"] == "secrets"]
    files = {each["name"]: each["value"] for each in container["env"] if each["name"].endswith("_FILE")}
    assert all(Path(value).parent == Path(folder) for value in files.values())
    assert not any(word in each["name"] for each in container["env"] for word in ("TOKEN", "SECRET", "DATABASE")
                   if not each["name"].endswith("_FILE"))  # fmt: skip
    said = (CONFIG / "kubernetes.yaml").read_text()
    assert all(f"--from-file={Path(value).name}" in said for value in files.values())
    kept = {f"/run/secrets/{name}" for name in SERVICES["bot"]["secrets"]}
    assert {v for n, v in SERVICES["bot"]["environment"].items() if n.endswith("_FILE")} == kept


def test_every_name_in_them_is_one_the_bot_reads() -> None:
    used = set(SERVICES["bot"]["environment"])
    for pod in PODS.values():
        used |= {each["name"] for each in pod["spec"]["containers"][0]["env"]}
    assert used <= names()


def test_probes_ask_what_the_bot_answers_and_reach_it() -> None:
    [container] = PODS["Deployment"]["spec"]["containers"]
    [port] = container["ports"]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        asked = container[probe]["httpGet"]
        assert asked["path"] in PATHS
        assert asked["port"] == port["name"] == MANIFESTS["Service"]["spec"]["ports"][0]["targetPort"]
    assert MANIFESTS["Service"]["spec"]["selector"] == PODS["Deployment"]["metadata"]["labels"]
    assert MANIFESTS["Deployment"]["spec"]["selector"]["matchLabels"] == PODS["Deployment"]["metadata"]["labels"]


def test_a_stop_has_longer_than_the_bot_needs() -> None:
    assert PODS["Deployment"]["spec"]["terminationGracePeriodSeconds"] > 10
    assert int(SERVICES["bot"]["stop_grace_period"].removesuffix("s")) > 10


def test_what_others_build_is_named_by_its_digest() -> None:
    """A tag may be given to another image tomorrow."""
    base = re.findall(r"^(?:FROM|ARG PYTHON_IMAGE=)\s*(\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert base[1:] == ["${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]
    assert all(re.fullmatch(r"[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}", each) for each in [base[0], *IMAGES])


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_can_take_the_whole_machine(name: str) -> None:
    assert SERVICES[name].keys() >= {"cpus", "mem_limit", "pids_limit"}


def test_no_pod_can_take_the_whole_node() -> None:
    for pod in PODS.values():
        [container] = pod["spec"]["containers"]
        assert container["resources"]["limits"].keys() == {"cpu", "memory"}


def test_the_database_is_on_a_network_that_leads_nowhere_and_the_proxy_is_not_on_it() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]
    assert SERVICES["proxy"]["networks"] == ["outside"]
    assert set(SERVICES["bot"]["networks"]) == {"inside", "outside"}


def test_the_cluster_lets_nobody_in_but_the_proxy_and_the_figures_reader() -> None:
    rules = MANIFESTS["NetworkPolicy"]["spec"]
    assert rules["policyTypes"] == ["Ingress", "Egress"]
    for pod in PODS.values():
        assert rules["podSelector"]["matchLabels"].items() <= pod["metadata"]["labels"].items()
    [way_in] = rules["ingress"]
    [port] = PODS["Deployment"]["spec"]["containers"][0]["ports"]
    assert [each["port"] for each in way_in["ports"]] == [port["containerPort"]]
    assert len(way_in["from"]) == 2
    assert sorted({each["port"] for rule in rules["egress"] for each in rule["ports"]}) == [53, 443, 5432]
    assert "169.254.169.254/32" in str(rules["egress"]), "the node's own secrets are not for the bot"
