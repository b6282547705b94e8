# `make run` and `make test` set everything up themselves; the rest is for those who change the code.

ifndef PYTHON
PYTHON := $(shell for name in python3.11 python3 python3.12 python3.13 python; do \
	$$name -c 'import tomllib' 2>/dev/null && echo $$name && break; done)
endif
BIN := .venv/bin
CORE := .venv-core/bin
PACKAGE := .venv-package/bin
CORE_TESTS := $(wildcard $(addprefix tests/,openloyalty ledger wire sync hub))
# Tests run on two cores, whoever is done takes of the other's.
BOTH := -n 2 --dist worksteal
# What decides, records and undoes a redemption.
DECIDING := redeem reverse record refuse gather
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	--python-version 3.11 $(UPGRADE)
PINS := packaging/requirements
# Where ARGS narrow the suite, one of its halves may have nothing to run, which pytest ends with 5.
OR_NONE = $(if $(ARGS),|| [ $$? -eq 5 ])

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts core check-slow bench prove lock manual package installer format \
	clean ready-run ready-test ready-core ready-package python

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ready-run  ## open the desk; with no display, run the demonstration that needs none
	@$(BIN)/python packaging/run.py

test: ready-test  ## run the suite; ARGS="-k name" narrows it
	@$(BIN)/python -m pytest $(BOTH) -m "not slow and not alone" $(ARGS) $(OR_NONE)
	@$(BIN)/python -m pytest -m "alone and not slow" $(ARGS) $(OR_NONE)

check: lint types contracts  ## lint, types and import contracts: seconds

lint: ready-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || \
		{ echo 'Some files are not formatted; run `make format`.' >&2; exit 1; }

types: ready-test
	@$(BIN)/mypy

contracts: ready-test
	@$(BIN)/lint-imports --no-cache

core: ready-core  ## the lower rooms, with Qt and OpenCV absent; full branch coverage of what decides
	@$(CORE)/python packaging/absent.py
	@$(CORE)/python -m pytest $(BOTH) tests/domain --cov=counterfoil.domain --cov-fail-under=100
	@$(CORE)/python -m pytest $(BOTH) $(CORE_TESTS) $(addprefix --cov=counterfoil.ledger.,$(DECIDING)) \
		--cov-fail-under=100

check-slow: check core  ## check, the core, and the tests marked slow
	@$(BIN)/python -m pytest -m slow

bench: ready-test  ## measure against the references; BENCH="generate decode" narrows it
	@$(BIN)/python -m tests.bench $(BENCH)

prove: ready-test  ## each fault and attack, how often, and what came of it; PROVE="kill" EFFORT=0.1
	@$(BIN)/python -m tests.prove $(if $(EFFORT),--effort $(EFFORT)) $(PROVE)

lock: ready-test  ## pin the requirements anew; UPGRADE=--upgrade moves the pins
	@$(LOCK) pyproject.toml --extra encryption --group build --output-file $(PINS)/run.txt
	@$(LOCK) pyproject.toml --group dev --constraint $(PINS)/run.txt --output-file $(PINS)/dev.txt
	@$(LOCK) --group core --constraint $(PINS)/dev.txt --output-file $(PINS)/core.txt
	@$(LOCK) --group hub --constraint $(PINS)/dev.txt --output-file $(PINS)/hub.txt
	@$(LOCK) pyproject.toml --all-extras --group package --constraint $(PINS)/dev.txt \
		--output-file $(PINS)/package.txt

manual: ready-test  ## make the pictures of the manual anew from the desk; PICTURES="codes" narrows it
	@PYTHONHASHSEED=0 $(BIN)/python -m tests.helpers.manual_pictures $(PICTURES)

package: ready-package  ## build the program that is handed out, in dist/counterfoil
	@$(PACKAGE)/python packaging/package.py

installer: package  ## the same, and its installer for this system: here a Debian package
	@$(PACKAGE)/python packaging/installer.py

format: ready-test  ## format the code and mend what lint can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

clean:  ## remove what was made here, the environments too
	rm -rf .venv .venv-core .venv-package .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage build dist
	find src tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

ready-run ready-test ready-core ready-package: ready-%: python
	@$(PYTHON) packaging/bootstrap.py $*

python:
	@test -n "$(PYTHON)" || \
		{ echo 'Python 3.11 or newer is needed; install it with `sudo apt-get install python3`.' >&2; exit 1; }
